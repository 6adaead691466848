package reject.inner;

import support.K;
import support.X;

/** A field of the anonymous class keeps a captured value. */
class AnonymousWithField {
  void t() {
    X x = new X();
    Object holder = new Object() {
      final X kept = x;
    };
    K.send(holder);
    x.mutate(); // expect: CAP101
  }
}
