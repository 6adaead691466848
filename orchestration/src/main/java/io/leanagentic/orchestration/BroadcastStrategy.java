package io.leanagentic.orchestration;

import io.leanagentic.orchestration.internal.Times;
import java.time.Duration;
import java.util.Objects;

/** How a message spreads in a {@link Broadcast}: which relay sends to which. */
public sealed interface BroadcastStrategy {

  /**
   * The first relay sends to all: N messages, one round; within a process, no relay needs another.
   */
  record All() implements BroadcastStrategy {}

  /**
   * Each relay sends to its neighbours in the topology, except the one it got the message from: as
   * many rounds as the path to the farthest member is long; in a tree N - 1 messages.
   */
  record Along() implements BroadcastStrategy {}

  /**
   * Infect and die: a relay that gets a message for the first time sends it to {@code fanout}
   * others, chosen at random, and no more. Reaches the share s of a large group that solves s = 1 -
   * exp(-fanout * s): 94 % for 3, 99.3 % for 5; in O(log N) rounds. Lost messages act as a smaller
   * fanout.
   *
   * @param fanout one or more; a fanout of N - 1 or more reaches all
   */
  record Gossip(int fanout) implements BroadcastStrategy {
    /** Checks the limits. */
    public Gossip {
      checkFanout(fanout);
    }
  }

  /**
   * As {@link Gossip}; and in each {@code period} every relay compares what it knows with one
   * other, chosen at random, and both get what they lack. A relay without news for 10 + log2(N)
   * periods rests until there is some. With a share p of messages lost, a member misses a message
   * with a probability of about exp(-(1 - p) * (10 + log2(N))).
   *
   * @param fanout one or more
   * @param period more than zero, and up to a century
   */
  record PushPull(int fanout, Duration period) implements BroadcastStrategy {
    /** Checks the limits. */
    public PushPull {
      checkFanout(fanout);
      Objects.requireNonNull(period, "period");
      if (!period.isPositive() || period.compareTo(Times.FOREVER) > 0) {
        throw new IllegalArgumentException(
            "period of a broadcast is "
                + period
                + "; allowed: more than zero, up to "
                + Times.FOREVER.toDays()
                + " days");
      }
    }
  }

  /** {@link Gossip} with a fanout of 3. */
  static BroadcastStrategy gossip() {
    return new Gossip(3);
  }

  /** {@link PushPull} with a fanout of 3 and a period of 100 ms. */
  static BroadcastStrategy pushPull() {
    return new PushPull(3, Duration.ofMillis(100));
  }

  private static void checkFanout(int fanout) {
    if (fanout < 1) {
      throw new IllegalArgumentException(
          "fanout of a broadcast is " + fanout + "; allowed: 1 or more");
    }
  }
}
