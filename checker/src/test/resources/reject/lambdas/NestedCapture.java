package reject.lambdas;

import java.util.function.Supplier;
import support.K;
import support.X;

/** The inner lambda captures through the outer one. */
class NestedCapture {
  void t() {
    X x = new X();
    Supplier<Runnable> outer = () -> () -> x.mutate();
    K.send(outer);
    x.mutate(); // expect: CAP101
  }
}
