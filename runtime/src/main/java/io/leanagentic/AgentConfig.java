package io.leanagentic;

import java.util.Objects;

/**
 * How one agent is run. Agents that share a config share one object for it.
 *
 * @param mailbox bounds of its mailbox
 * @param priority how urgently its turns are scheduled
 * @param supervision what happens when it fails
 * @param burst how many signals of one turn may find no room and wait in its outbox; one more is a
 *     {@link BurstLimitException}; 1 to 2<sup>24</sup>
 * @param stash how many messages it may set aside with {@link AgentContext#stash}, and how many by
 *     {@link AgentContext#pause}; 1 to 2<sup>24</sup>
 * @param openWaits how many waits by {@link AgentContext#onAnswer onAnswer} may be open before it
 *     holds back further messages; 1 to 2<sup>24</sup>
 * @param blocking whether its turns run on virtual threads, so that its behavior may block
 */
public record AgentConfig(
    MailboxConfig mailbox,
    Priority priority,
    Supervision supervision,
    int burst,
    int stash,
    int openWaits,
    boolean blocking) {

  /**
   * Default mailbox, normal priority, restart on failure, bursts of up to 2<sup>20</sup> signals, a
   * stash of 1000, up to 2<sup>24</sup> open waits, not blocking.
   */
  public static final AgentConfig DEFAULT =
      new AgentConfig(
          MailboxConfig.DEFAULT,
          Priority.NORMAL,
          Supervision.restart(),
          1 << 20,
          1000,
          1 << 24,
          false);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public AgentConfig {
    Objects.requireNonNull(mailbox, "mailbox");
    Objects.requireNonNull(priority, "priority");
    Objects.requireNonNull(supervision, "supervision");
    if (burst < 1 || burst > 1 << 24) {
      throw new IllegalArgumentException("burst is " + burst + "; allowed: 1 to " + (1 << 24));
    }
    if (stash < 1 || stash > 1 << 24) {
      throw new IllegalArgumentException("stash is " + stash + "; allowed: 1 to " + (1 << 24));
    }
    if (openWaits < 1 || openWaits > 1 << 24) {
      throw new IllegalArgumentException(
          "open waits are " + openWaits + "; allowed: 1 to " + (1 << 24));
    }
  }

  /** This with another mailbox. */
  public AgentConfig withMailbox(MailboxConfig mailbox) {
    return new AgentConfig(mailbox, priority, supervision, burst, stash, openWaits, blocking);
  }

  /** This with a mailbox of {@code capacity}, see {@link MailboxConfig#ofCapacity}. */
  public AgentConfig withCapacity(int capacity) {
    return withMailbox(mailbox.withCapacity(capacity));
  }

  /** This with another priority. */
  public AgentConfig withPriority(Priority priority) {
    return new AgentConfig(mailbox, priority, supervision, burst, stash, openWaits, blocking);
  }

  /** This with another supervision. */
  public AgentConfig withSupervision(Supervision supervision) {
    return new AgentConfig(mailbox, priority, supervision, burst, stash, openWaits, blocking);
  }

  /**
   * This with another limit for what one turn may send beyond the room there is. A signal that
   * waits takes 24 bytes in addition to the message.
   */
  public AgentConfig withBurst(int burst) {
    return new AgentConfig(mailbox, priority, supervision, burst, stash, openWaits, blocking);
  }

  /** This with another cap of its stash. */
  public AgentConfig withStash(int stash) {
    return new AgentConfig(mailbox, priority, supervision, burst, stash, openWaits, blocking);
  }

  /**
   * This with at most {@code openWaits} answers waited for by {@code onAnswer} at once: so many
   * questions at work, for example. As long as there are so many, messages stay in the mailbox,
   * which slows down or refuses senders as any full mailbox does; answers, timers, ends that it
   * watches, and the actions of {@link Reply#onClosed} go on. A turn may begin more than one wait,
   * and so exceed the limit.
   */
  public AgentConfig withOpenWaits(int openWaits) {
    return new AgentConfig(mailbox, priority, supervision, burst, stash, openWaits, blocking);
  }

  /** This with turns on virtual threads, for a behavior that blocks. */
  public AgentConfig withBlocking() {
    return new AgentConfig(mailbox, priority, supervision, burst, stash, openWaits, true);
  }
}
