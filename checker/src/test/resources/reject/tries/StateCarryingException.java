package reject.tries;

import support.K;
import support.X;

/** The exception brings the sent value back. */
class StateCarryingException {
  static class Broken extends RuntimeException {
    final transient X x;
    Broken(X x) { this.x = x; }
  }
  static void work(X x) { throw new Broken(x); }
  void t() {
    X x = new X();
    try {
      work(x);
    } catch (Broken broken) {
      K.send(x); // expect: CAP102
      broken.x.mutate();
    }
  }
}
