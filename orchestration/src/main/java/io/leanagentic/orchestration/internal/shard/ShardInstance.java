package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.AgentRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One agent of a shard: what is known of it outside of its behavior, and so survives restarts. */
final class ShardInstance {
  final ShardRouter router;
  final String shard;

  /** How many agents the shard had before. */
  final int number;

  /** How many agents of the shard in a row ended soon after they began, before this one. */
  final int hasty;

  final long born;
  final HotKeys hotKeys;

  /** Set once it is spawned, before anybody can know of it. */
  @SuppressWarnings("NullAway.Init")
  AgentRef<Object> ref;

  /** Envelopes that did not come by the mailbox, and go before what is handled next. */
  final Queue<ShardEnvelope> beside = new ConcurrentLinkedQueue<>();

  /**
   * Envelopes that its agent had in its mailbox or aside when it ended, in no order of these two.
   */
  final Queue<ShardEnvelope> left = new ConcurrentLinkedQueue<>();

  /** Envelopes that came out of an outbox when its agent took no more. */
  final Queue<ShardEnvelope> refused = new ConcurrentLinkedQueue<>();

  /** Handoffs to this instance that are not done, in the order in which their states count. */
  final CopyOnWriteArrayList<Handoff> incoming = new CopyOnWriteArrayList<>();

  /** There is something to look at besides the next message. */
  volatile boolean attention;

  /** How often a behavior was made since one began; others look at it, too. */
  private volatile int beginnings;

  /** When the first of those was made. */
  private volatile long beginning;

  /** Set after its agent's last turn, when all it left is here. */
  volatile boolean ended;

  /** It has given everything away for good. */
  volatile boolean retired;

  // In its own turns; after its end, in those of the agents that take over its slots.

  /** Handoffs from this instance that are not complete, whose markers have come. */
  final List<Handoff> outgoing = new ArrayList<>();

  /** What was saved from instances that ended, and goes before everything else. */
  final Queue<ShardEnvelope> saved = new ConcurrentLinkedQueue<>();

  /** Envelopes put aside. Others may read an older value. */
  int held;

  /** Envelopes that the behavior put aside. */
  int stashed;

  private int places;
  private int savedPlaces = Integer.MIN_VALUE;

  // Under the lock of the group.

  /** Takes over when this one ends, or has taken over. */
  @Nullable ShardInstance successor;

  /** Its replacement is under way, but not yet. */
  boolean replacementDue;

  ShardInstance(
      ShardRouter router, String shard, int number, int hasty, long born, HotKeys hotKeys) {
    this.router = router;
    this.shard = shard;
    this.number = number;
    this.hasty = hasty;
    this.born = born;
    this.hotKeys = hotKeys;
  }

  /** A behavior is being made. In its turns, and where it is spawned. */
  void begins(long now) {
    int before = beginnings;
    if (before == 0) {
      beginning = now;
    }
    beginnings = before + 1;
  }

  /** The behavior has begun. In its turns. */
  void hasBegun() {
    beginnings = 0;
  }

  /** Whether its last behavior did not begin, or has not yet. */
  boolean hasNotBegun() {
    return beginnings != 0;
  }

  /** Whether behaviors were made again and again for {@code time}, and none has begun. */
  boolean hasNotBegunSince(long now, Duration time) {
    return beginnings > 1 && Duration.ofNanos(now - beginning).compareTo(time) >= 0;
  }

  /** Makes the owner look around, with its next message at the latest. */
  void poke() {
    attention = true;
    if (ref.isAlive()) {
      ref.trySignal(ShardBehavior.Poke.NOW); // if there is no room, there is a next message
    }
  }

  /** Gives an envelope that is put aside its place among those, if it has none. */
  void place(ShardEnvelope envelope) {
    if (envelope.place == 0) {
      envelope.place = ++places;
    }
  }

  /** Adds an envelope that goes before all that were ever put aside here. */
  synchronized void save(ShardEnvelope envelope) {
    envelope.place = savedPlaces++;
    saved.add(envelope);
  }

  /** Adds an envelope that goes before what the owner handles next. */
  void addBeside(ShardEnvelope envelope) {
    beside.add(envelope);
    poke();
  }

  /** No successor takes what its agent left: dead letters, counted as such. */
  void loseAll() {
    for (Queue<ShardEnvelope> all : List.of(saved, beside, left, refused)) {
      for (ShardEnvelope envelope = all.poll(); envelope != null; envelope = all.poll()) {
        if (envelope.take()) {
          ref.signal(envelope);
        }
      }
    }
  }

  @Override
  public String toString() {
    return shard + "~" + number;
  }
}
