package reject.lambdas;

import java.util.function.Supplier;
import support.K;
import support.X;

/** A move two lambdas deep. */
class NestedMove {
  void t() {
    X x = new X();
    Supplier<Runnable> outer = () -> () -> K.send(x); // expect: CAP104
    outer.get().run();
    x.mutate();
  }
}
