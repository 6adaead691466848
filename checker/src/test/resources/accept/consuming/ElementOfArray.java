package accept.consuming;

import io.leanagentic.capability.Cap;
import support.K;
import support.X;

/** A local can. */
class ElementOfArray {
  void t() {
    X x = new X();
    K.takeIso(Cap.consume(x));
  }
}
