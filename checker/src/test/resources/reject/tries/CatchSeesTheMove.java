package reject.tries;

import support.K;
import support.X;

/** The send may have happened before the exception. */
class CatchSeesTheMove {
  void t() {
    X x = new X();
    try {
      K.send(x);
      K.may();
    } catch (Exception e) {
      x.mutate(); // expect: CAP101
    }
  }
}
