package reject.constructors;

import support.K;
import support.X;

/** A constant is built from what is sent. */
class EnumArgument {
  enum Colour {
    RED(new X());
    final X x;
    Colour(X x) { this.x = x; }
    void t() {
      K.send(x); // expect: CAP102
    }
  }
}
