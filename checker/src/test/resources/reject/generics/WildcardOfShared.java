package reject.generics;

import java.util.concurrent.atomic.AtomicReference;
import support.K;
import support.X;

/** A wildcard hides that what an atomic reference holds is mutable. */
class WildcardOfShared {
  void t(AtomicReference<X> mine) {
    AtomicReference<?> any = mine;
    K.send(any); // expect: CAP102
  }
}
