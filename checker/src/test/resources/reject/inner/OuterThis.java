package reject.inner;

import support.K;
import support.X;

/** The outer object, named. */
class OuterThis {
  private final X state = new X();
  class In {
    void t() {
      K.send(OuterThis.this.state); // expect: CAP102
    }
  }
}
