package accept.inner;

import support.K;
import support.X;

/** An anonymous object that reaches only what goes with it. */
class AnonymousOfFresh {
  void t() {
    X x = new X();
    K.send(new Runnable() {
      @Override public void run() { x.mutate(); }
    });
  }
}
