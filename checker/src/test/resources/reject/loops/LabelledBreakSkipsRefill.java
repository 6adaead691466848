package reject.loops;

import support.K;
import support.X;

/** A break to an outer label skips the new value. */
class LabelledBreakSkipsRefill {
  void t() {
    X x = new X();
    outer:
    while (K.flip()) {
      while (K.flip()) {
        K.send(x);
        if (K.flip()) {
          break outer;
        }
        x = new X();
      }
    }
    x.mutate(); // expect: CAP101
  }
}
