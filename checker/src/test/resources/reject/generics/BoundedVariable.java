package reject.generics;

import support.K;
import support.X;

/** A bound does not make a variable immutable. */
class BoundedVariable {
  static <T extends X> void give(T t) {
    K.send(t); // expect: CAP102
  }
}
