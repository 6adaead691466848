package reject.lambdas;

import support.K;

/** A lambda that uses a field captures the agent. */
class CapturesState {
  private int count;
  void t() {
    Runnable run = () -> count++;
    K.send(run); // expect: CAP102
  }
}
