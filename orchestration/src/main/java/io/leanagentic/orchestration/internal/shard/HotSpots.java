package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.AgentProfile;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.extension.Inspection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Reports a key, or a shard, that gets more messages than can be handled there. */
final class HotSpots {
  /*
   * A shard that has little to do may be hot as it likes. One that is at work nearly all the time, or whose mailbox is
   * at high water, is in trouble. If most others are not, and one key gets more than a shard's fair share of all
   * messages and half as much again, then no other distribution of keys helps: that key is to be reported. If no key
   * does, but all of the shard's do together, it is the shard. Its owner looks at a message that is sampled anyway,
   * about once a second; others are asked only if it is in trouble itself.
   */
  private static final long PERIOD_NANOS = 1_000_000_000L;
  private static final double BUSY = 0.7;
  private static final double HOT = 1.5;
  private static final double MOST = 0.9;
  private static final double FEWEST = 8; // samples, below which shares mean nothing
  private static final int LONGEST = 100;

  private final ShardHandovers<?> group;
  private final ShardInstance shard;
  private long lookedAt;

  HotSpots(ShardHandovers<?> group, ShardInstance shard) {
    this.group = group;
    this.shard = shard;
    this.lookedAt = group.agents.now();
  }

  /** A message was sampled at {@code now}. In its owner's turns. */
  void sampled(long now) {
    if (now - lookedAt >= PERIOD_NANOS) {
      lookedAt = now;
      if (isStrained(shard)) {
        look(now);
      }
    }
  }

  private boolean isStrained(ShardInstance one) {
    AgentProfile profile = one.ref.profile();
    return busy(profile) >= BUSY
        || profile.depth() >= group.agents.config().agents().mailbox().highWater();
  }

  private static double busy(AgentProfile profile) {
    return Math.clamp(profile.messagesPerSecond() * profile.meanNanos() / 1e9, 0, 1);
  }

  private void look(long now) {
    List<ShardInstance> all = group.members();
    double total = all.stream().mapToDouble(it -> it.hotKeys.total(now)).sum();
    if (total < FEWEST || 2 * all.stream().filter(this::isStrained).count() > all.size()) {
      return;
    }
    double hot = total * Math.min(MOST, HOT / all.size());
    Optional<HotKeys.Estimate> key =
        shard.hotKeys.estimates(now).stream()
            .max(Comparator.comparingDouble(HotSpots::atLeast))
            .filter(top -> atLeast(top) >= hot);
    double share = shard.hotKeys.total(now) / total;
    if (key.isPresent()) {
      HotKeys.Estimate top = key.get();
      report(() -> ofKey(text(top.key()), atLeast(top) / total, all.size()));
    } else if (share * total >= hot) {
      report(() -> ofShard(share, all.size()));
    }
  }

  private void report(Supplier<RuntimeEvent.Trouble> trouble) {
    Inspection.of(group.agents.runtime()).report(trouble);
  }

  private static double atLeast(HotKeys.Estimate estimate) {
    return estimate.count() - estimate.error();
  }

  private RuntimeEvent.Trouble ofKey(String key, double share, int shards) {
    return trouble(
        "hot-key",
        " " + key,
        "The key "
            + key
            + " gets "
            + percent(share)
            + " of the messages of the group "
            + group.agents.name()
            + ": more than its shard "
            + shard.shard
            + " can handle.",
        shards,
        "A key is not divided. Spread it over several keys, each with a part of its work; or let its"
            + " messages be fewer or cheaper.");
  }

  private RuntimeEvent.Trouble ofShard(double share, int shards) {
    return trouble(
        "hot-shard",
        "/" + shard.shard,
        "The shard "
            + shard.shard
            + " gets "
            + percent(share)
            + " of the messages of the group "
            + group.agents.name()
            + ": more than it can handle, and no key alone is the reason.",
        shards,
        "Reweigh it, so that it has fewer keys, or add shards.");
  }

  private RuntimeEvent.Trouble trouble(
      String kind, String spot, String what, int shards, String cure) {
    AgentProfile profile = shard.ref.profile();
    return new RuntimeEvent.Trouble(
        kind,
        group.agents.name() + spot,
        Optional.of(shard.ref),
        what,
        "There are "
            + shards
            + " shards; this one has "
            + profile.depth()
            + " messages waiting, and is at work "
            + percent(busy(profile))
            + " of the time.",
        cure);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** The text of a user's object, which may fail and may be long. */
  private static String text(Object key) {
    String text;
    try {
      text = String.valueOf(key.toString());
    } catch (RuntimeException | StackOverflowError odd) {
      text = key.getClass().getName();
    }
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
