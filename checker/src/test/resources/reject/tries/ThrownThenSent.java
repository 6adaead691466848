package reject.tries;

import support.K;
import support.X;

/** Whoever catches the exception has what it carries. */
class ThrownThenSent {
  static class Failure extends RuntimeException {
    final X x;

    Failure(X x) {
      this.x = x;
    }
  }

  private Exception last;

  void t() {
    X x = new X();
    try {
      throw new Failure(x);
    } catch (RuntimeException e) {
      last = e;
    }
    K.send(x); // expect: CAP102
  }
}
