package io.leanagentic.internal.scheduler;

/**
 * The time that a turn has, and what is measured of it. It belongs to the {@link Frame} of the
 * turn, and only the turn touches it: when a batch of messages begins or ends, and when its agent
 * looks at the clock, which it does once every few messages.
 */
public final class TurnBudget {
  private boolean meanIsKnown;
  private int stride;
  private long spentFrom;
  private long sampledFrom;
  private long cpuFrom;

  /** Nodes of this batch that are not messages, minus messages that an earlier batch counted. */
  public int events;

  /**
   * A batch begins.
   *
   * @param meanIsKnown whether the agent's mean time per message is known
   * @param stride messages between two looks at the clock
   * @param sampledFrom the time now, in ns, if the batch is to be measured; otherwise 0
   * @param cpuFrom the thread's CPU time now, in ns, if that is to be measured; otherwise 0
   * @param spentFrom when the budget of time starts to run; 0 to start it at the first look
   */
  public void begin(
      boolean meanIsKnown, int stride, long sampledFrom, long cpuFrom, long spentFrom) {
    this.meanIsKnown = meanIsKnown;
    this.stride = stride;
    this.sampledFrom = sampledFrom;
    this.cpuFrom = cpuFrom;
    this.spentFrom = spentFrom;
    events = 0;
  }

  /**
   * Whether more than {@code limit} ns have passed since the budget of time started. If it has not
   * started, it starts at {@code now}.
   */
  public boolean isSpent(long now, long limit) {
    if (spentFrom == 0) {
      spentFrom = now;
      return false;
    }
    return now - spentFrom > limit;
  }

  /**
   * Looks at the clock, which shows {@code now}, after {@code messages} of this batch. Returns how
   * many to handle before the next look, or 0 if {@code limit} ns are spent.
   */
  public int look(long now, long limit, int messages) {
    boolean first = spentFrom == 0;
    if (isSpent(now, limit)) {
      if (!meanIsKnown && sampledFrom == 0) { // assumes the first took as long as the others
        sampledFrom = spentFrom - (now - spentFrom) / Math.max(1, messages - 1);
      }
      return 0;
    }
    if (!first && !meanIsKnown) {
      stride *= 2; // no mean yet: look soon, then less often
    }
    return stride;
  }

  /** When the measurement of this batch began, or 0. Ends the measurement. */
  public long takeSample() {
    long from = sampledFrom;
    sampledFrom = 0;
    return from;
  }

  /** Drops the measurement of this batch. */
  public void dropSample() {
    sampledFrom = 0;
    cpuFrom = 0;
  }

  /** The thread's CPU time when this batch began, or 0 if that is not measured. */
  public long cpuFrom() {
    return cpuFrom;
  }

  /** What {@link #events} counted. Resets it. */
  public int takeEvents() {
    int count = events;
    events = 0;
    return count;
  }
}
