package io.leanagentic.orchestration;

import io.leanagentic.orchestration.spi.BroadcastTransport;
import java.util.Objects;

/**
 * How a {@link Broadcast} works.
 *
 * @param strategy which relay sends to which
 * @param memory how many of the last messages each member's relay remembers, to recognize new ones,
 *     and how many may wait for room in its member's mailbox; from 1 to {@value #MOST}. A message
 *     that comes later than that many newer ones is not passed on
 * @param seed decides the random choices; the same seed, transport and schedule give the same paths
 * @param transport how one relay reaches another
 */
public record BroadcastConfig(
    BroadcastStrategy strategy, int memory, long seed, BroadcastTransport transport) {
  /** The most messages that a relay can remember. */
  public static final int MOST = 1 << 20;

  /** Checks the limits. */
  public BroadcastConfig {
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(transport, "transport");
    if (memory < 1 || memory > MOST) {
      throw new IllegalArgumentException(
          "memory of a broadcast is " + memory + "; allowed: 1 to " + MOST);
    }
  }

  /** Remembers 1024 messages; seed 1; within this process. */
  public static BroadcastConfig of(BroadcastStrategy strategy) {
    return new BroadcastConfig(strategy, 1024, 1, Broadcast.inProcessTransport());
  }

  /** This with another memory. */
  public BroadcastConfig withMemory(int memory) {
    return new BroadcastConfig(strategy, memory, seed, transport);
  }

  /** This with another seed. */
  public BroadcastConfig withSeed(long seed) {
    return new BroadcastConfig(strategy, memory, seed, transport);
  }

  /** This with another transport. */
  public BroadcastConfig withTransport(BroadcastTransport transport) {
    return new BroadcastConfig(strategy, memory, seed, transport);
  }
}
