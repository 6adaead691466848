package io.leanagentic.orchestration;

import io.leanagentic.AgentConfig;
import io.leanagentic.OverflowPolicy;
import java.time.Duration;
import java.util.Objects;

/**
 * How a {@link ShardGroup} runs its shards.
 *
 * @param agents of each shard: its mailbox, its supervision, whether it may block
 * @param hold how many messages a shard sets aside while the keys they are for are on their way to
 *     it; from 1 to {@value #MOST}. With more than that it handles nothing else until the keys are
 *     here, so that its mailbox fills and senders feel it
 * @param hotKeys how many keys each shard watches to find the hot ones; from 1 to {@value #MOST}
 * @param memory after how long what was counted for {@link ShardGroup#hotKeys} counts half; more
 *     than zero
 * @param patience how long a key that is to move stays for answers it waits for by {@code onAnswer}
 *     or {@code await}; more than zero. Then these waits are cancelled, and it moves
 */
public record ShardConfig(
    AgentConfig agents, int hold, int hotKeys, Duration memory, Duration patience) {
  /** The most messages on hold, and keys watched. */
  public static final int MOST = 1 << 20;

  /**
   * The runtime's default agents; 1000 messages on hold; 64 keys watched; counts half in 10 s; 10 s
   * of patience.
   */
  public static final ShardConfig DEFAULT =
      new ShardConfig(
          AgentConfig.DEFAULT, 1000, 64, Duration.ofSeconds(10), Duration.ofSeconds(10));

  /** Checks the limits. */
  public ShardConfig {
    Objects.requireNonNull(agents, "agents");
    if (agents.mailbox().overflow() != OverflowPolicy.REJECT) {
      throw new IllegalArgumentException(
          "overflow policy of a shard's mailbox is "
              + agents.mailbox().overflow()
              + "; allowed: REJECT, as keys could not be handed over behind messages that are dropped");
    }
    check("number of messages on hold", hold);
    check("number of keys watched", hotKeys);
    check("memory for hot keys", memory);
    check("patience", patience);
  }

  private static void check(String what, Duration value) {
    Objects.requireNonNull(value, what);
    if (!value.isPositive()) {
      throw new IllegalArgumentException(what + " is " + value + "; allowed: more than zero");
    }
  }

  private static void check(String what, int value) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(what + " is " + value + "; allowed: 1 to " + MOST);
    }
  }

  /** This with other agents. */
  public ShardConfig withAgents(AgentConfig agents) {
    return new ShardConfig(agents, hold, hotKeys, memory, patience);
  }

  /** This with more or fewer messages on hold. */
  public ShardConfig withHold(int hold) {
    return new ShardConfig(agents, hold, hotKeys, memory, patience);
  }

  /** This with more or fewer keys watched. */
  public ShardConfig withHotKeys(int hotKeys) {
    return new ShardConfig(agents, hold, hotKeys, memory, patience);
  }

  /** This with more or less patience with keys that move. */
  public ShardConfig withPatience(Duration patience) {
    return new ShardConfig(agents, hold, hotKeys, memory, patience);
  }

  /** This with a longer or shorter memory for hot keys. */
  public ShardConfig withMemory(Duration memory) {
    return new ShardConfig(agents, hold, hotKeys, memory, patience);
  }
}
