package reject.lambdas;

import support.K;
import support.X;

/** A stored lambda keeps what it captured. */
class StoresCaptured {
  private Runnable later = () -> {};
  void t() {
    X x = new X();
    later = () -> x.mutate();
    K.send(x); // expect: CAP102
  }
}
