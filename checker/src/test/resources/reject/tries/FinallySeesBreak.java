package reject.tries;

import support.K;
import support.X;

/** A break runs the finally block. */
class FinallySeesBreak {
  void t() {
    X x = new X();
    while (K.flip()) {
      try {
        K.send(x);
        break;
      } finally {
        x.mutate(); // expect: CAP101
      }
    }
  }
}
