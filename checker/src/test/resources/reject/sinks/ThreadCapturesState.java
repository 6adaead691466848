package reject.sinks;

import support.X;

/** A thread runs beside the agent. */
class ThreadCapturesState {
  private final X state = new X();
  void t() {
    new Thread(() -> state.mutate()).start(); // expect: CAP102
  }
}
