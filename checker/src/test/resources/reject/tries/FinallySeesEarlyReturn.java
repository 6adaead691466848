package reject.tries;

import support.K;
import support.X;

/** A return runs the finally block. */
class FinallySeesEarlyReturn {
  void t() {
    X x = new X();
    try {
      if (K.flip()) {
        K.send(x);
        return;
      }
      x.mutate();
    } finally {
      x.mutate(); // expect: CAP101
    }
  }
}
