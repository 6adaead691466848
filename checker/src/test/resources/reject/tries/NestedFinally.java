package reject.tries;

import support.K;
import support.X;

/** The inner finally sends, the outer one uses. */
class NestedFinally {
  void t() {
    X x = new X();
    try {
      try {
        x.mutate();
      } finally {
        K.send(x);
      }
    } finally {
      x.mutate(); // expect: CAP101
    }
  }
}
