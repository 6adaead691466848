package reject.tries;

import support.K;
import support.X;

/** A helper in the same file throws what it was given. */
class ThrownByHelper {
  static class Failure extends RuntimeException {
    final X x;

    Failure(X x) {
      this.x = x;
    }
  }

  private Exception last;

  private static void check(X x) {
    throw new Failure(x);
  }

  void t() {
    X x = new X();
    try {
      check(x);
    } catch (RuntimeException e) {
      last = e;
    }
    K.send(x); // expect: CAP102
  }
}
