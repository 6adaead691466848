package accept.consuming;

import io.leanagentic.capability.Cap;
import support.X;

/** The whole local can. */
class FieldOfLocal {
  void t() {
    X x = new X();
    X whole = Cap.consume(x);
    whole.y.mutate();
  }
}
