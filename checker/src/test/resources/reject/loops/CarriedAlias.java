package reject.loops;

import support.K;
import support.X;

/** The alias of the last round is used in the next. */
class CarriedAlias {
  void t() {
    X last = null;
    for (int i = 0; i < 3; i++) {
      X x = new X(i);
      if (last != null) {
        last.mutate();
      }
      K.send(x);
      last = x; // expect: CAP101
    }
  }
}
