package io.leanagentic;

/**
 * What supervision does about a failure. In each case the message that failed is not handled again.
 */
public enum Directive {
  /** Keep the state and continue with the next message. */
  RESUME,
  /**
   * Replace the behavior by a fresh one from the factory, after a back-off; the mailbox is kept,
   * children end.
   */
  RESTART,
  /** End the agent; messages left become dead letters. */
  STOP,
  /** End the agent and fail its parent with the same cause; at the root: end it and report. */
  ESCALATE
}
