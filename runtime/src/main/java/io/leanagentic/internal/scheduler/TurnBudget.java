package io.leanagentic.internal.scheduler;

/**
 * The time that a turn has, and what is measured of it. It belongs to the {@link Frame} of the
 * turn, and is touched in the turn only: when a batch of messages begins and ends, and when its
 * agent looks at the clock, which is once in so many messages.
 */
public final class TurnBudget {
  private boolean meanIsKnown;
  private int stride;
  private long spentFrom;
  private long sampledFrom;
  private long cpuFrom;

  /** Nodes of this batch that are no messages, less messages that were counted in another one. */
  public int events;

  /**
   * A batch begins.
   *
   * @param meanIsKnown whether it is known how long the messages of this agent take
   * @param stride messages between two looks at the clock
   * @param sampledFrom the time, in ns, if the batch is to be measured, or 0
   * @param cpuFrom the time of the processor, in ns, if that is to be measured, or 0
   * @param spentFrom from when on the budget of time is spent; 0 for the first look
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

  /** Whether {@code limit} ns have gone by at {@code now} since the first look. */
  public boolean isSpent(long now, long limit) {
    if (spentFrom == 0) {
      spentFrom = now;
      return false;
    }
    return now - spentFrom > limit;
  }

  /**
   * Looks at the clock, which says {@code now}, after {@code messages} of this batch; returns how
   * many to handle before the next look, or 0 if {@code limit} ns are spent.
   */
  public int look(long now, long limit, int messages) {
    boolean first = spentFrom == 0;
    if (isSpent(now, limit)) {
      if (!meanIsKnown && sampledFrom == 0) { // as if the first had taken as long as the others
        sampledFrom = spentFrom - (now - spentFrom) / Math.max(1, messages - 1);
      }
      return 0;
    }
    if (!first && !meanIsKnown) {
      stride *= 2; // nobody knows yet how long its messages take: look soon, then less often
    }
    return stride;
  }

  /** Since when this batch is measured, or 0; what comes now is not. */
  public long takeSample() {
    long from = sampledFrom;
    sampledFrom = 0;
    return from;
  }

  /** This batch is not measured after all. */
  public void dropSample() {
    sampledFrom = 0;
    cpuFrom = 0;
  }

  /** The time of the processor when this batch began, or 0 if that is not measured. */
  public long cpuFrom() {
    return cpuFrom;
  }

  /** What {@link #events} counted; from here it counts anew. */
  public int takeEvents() {
    int count = events;
    events = 0;
    return count;
  }
}
