package io.leanagentic.internal.agent;

import io.leanagentic.internal.await.AbstractAwait;

/**
 * The place of an answer among the messages of the agent that asked. It is for an answer that came
 * before the agent said how to continue: messages that its sender sends later do not overtake it.
 */
final class Arrival extends Event {
  /** What {@link AbstractAwait#asker} is once the place of the answer has been passed. */
  private static final Object PASSED = new Object();

  private final AbstractAwait<?> await;

  Arrival(AbstractAwait<?> await) {
    this.await = await;
  }

  /**
   * Gives {@code continuation}, of an await that may be done, the place that the answer has in the
   * mailbox of {@code cell}, or had: then it is next. In the agent's turn.
   *
   * @return false if the answer has no place there
   */
  static boolean settle(AgentCell<?> cell, AbstractAwait<?> await, Continuation<?> continuation) {
    AbstractAwait<?> placed = await.unattended();
    if (placed == null) {
      return false;
    }
    Object place = placed.asker();
    if (place == cell) {
      placed.asker(continuation);
      return true;
    }
    if (place == PASSED) {
      cell.control(continuation);
      cell.turn().attention = true;
      return true;
    }
    return false;
  }

  @Override
  void apply(AgentCell<?> cell) throws Exception {
    Object place = await.asker();
    await.asker(PASSED);
    if (place instanceof Continuation<?> continuation) {
      continuation.apply(cell);
    }
  }
}
