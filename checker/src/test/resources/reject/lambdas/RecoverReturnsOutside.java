package reject.lambdas;

import io.leanagentic.capability.Cap;
import support.K;
import support.X;
import support.Y;

/** A recover gives back something from outside. */
class RecoverReturnsOutside {
  private final Y mine = new Y();
  void t() {
    K.send(Cap.recover(() -> new X(mine))); // expect: CAP102
  }
}
