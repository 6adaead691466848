package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.AgentRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One agent of a shard: what is kept outside of its behavior, and so survives restarts. */
final class ShardInstance {
  final ShardRouter router;
  final String shard;

  /** How many agents the shard had before this one. */
  final int number;

  /** How many agents of the shard, right before this one, ended soon after their start. */
  final int hasty;

  final long born;
  final HotKeys hotKeys;

  /** Set once it is spawned, before any other thread can see this. */
  @SuppressWarnings("NullAway.Init")
  AgentRef<Object> ref;

  /** Envelopes that bypass the mailbox: they go before what is handled next. */
  final Queue<ShardEnvelope> beside = new ConcurrentLinkedQueue<>();

  /**
   * Envelopes that were in its agent's mailbox or stash when it ended, the two in no given order.
   */
  final Queue<ShardEnvelope> left = new ConcurrentLinkedQueue<>();

  /** Envelopes that came out of an outbox when its agent took no more messages. */
  final Queue<ShardEnvelope> refused = new ConcurrentLinkedQueue<>();

  /** Handoffs to this instance that are not done, in the order in which it takes their states. */
  final CopyOnWriteArrayList<Handoff> incoming = new CopyOnWriteArrayList<>();

  /** Whether there is something to look at besides the next message. */
  volatile boolean attention;

  /** How many behaviors were made since one last began; other threads read it, too. */
  private volatile int beginnings;

  /** When the first of those was made. */
  private volatile long beginning;

  /** Set after its agent's last turn, when all that it left is here. */
  volatile boolean ended;

  /** Whether it has given everything away for good. */
  volatile boolean retired;

  // In its own turns; after its end, in those of the agents that take over its slots.

  /** Handoffs from this instance whose markers have arrived, and which are not complete. */
  final List<Handoff> outgoing = new ArrayList<>();

  /** What was saved from instances that ended, and goes before everything else. */
  final Queue<ShardEnvelope> saved = new ConcurrentLinkedQueue<>();

  /** How many envelopes the owner put aside. Other threads may read an older value. */
  int held;

  /** How many envelopes the behavior put aside. */
  int stashed;

  private int places;
  private int savedPlaces = Integer.MIN_VALUE;

  // Under the lock of the group.

  /** The instance that takes over when this one ends, or has taken over. */
  @Nullable ShardInstance successor;

  /** Whether a timer is set to replace it. */
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

  /** Whether its last behavior failed to begin, or has not begun yet. */
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

  /** Gives an envelope its place among those put aside, if it has none. */
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

  /** No successor takes what its agent left: it becomes dead letters, and is counted as such. */
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
