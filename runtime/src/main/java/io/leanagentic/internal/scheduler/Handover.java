package io.leanagentic.internal.scheduler;

/**
 * How an agent's thread waits and is woken under a stepper, where such threads run one at a time.
 */
public interface Handover {

  /** Gives the run to the stepper until this was woken; at once if it was woken since it runs. */
  void park();

  /** Wakes the thread: the stepper gives it a turn. Any thread. */
  void unpark();
}
