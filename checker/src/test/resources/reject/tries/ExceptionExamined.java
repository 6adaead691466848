package reject.tries;

import support.K;
import support.X;

/** A general exception is looked into. */
class ExceptionExamined {
  static class Broken extends RuntimeException {
    final transient X x;
    Broken(X x) { this.x = x; }
  }
  static void work(X x) { throw new Broken(x); }
  void t() {
    X x = new X();
    try {
      work(x);
    } catch (RuntimeException e) {
      K.send(x); // expect: CAP102
      if (e instanceof Broken broken) {
        broken.x.mutate();
      }
    }
  }
}
