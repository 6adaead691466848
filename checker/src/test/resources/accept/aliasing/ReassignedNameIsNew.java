package accept.aliasing;

import support.K;
import support.X;

/** A name that is assigned again names something else. */
class ReassignedNameIsNew {
  void t() {
    X x = new X();
    K.send(x);
    x = new X(1);
    x.mutate();
    K.send(x);
  }
}
