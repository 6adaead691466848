package reject.lambdas;

import support.K;
import support.X;

/** A bound method reference keeps its receiver. */
class BoundReference {
  void t() {
    X x = new X();
    Runnable run = x::mutate;
    K.send(x);
    run.run(); // expect: CAP101
  }
}
