package reject.lambdas;

import io.leanagentic.capability.Cap;
import java.util.function.Supplier;
import support.X;

/** A captured name cannot be consumed. */
class ConsumeCaptured {
  void t() {
    X x = new X();
    Supplier<X> s = () -> Cap.consume(x); // expect: CAP104
    s.get();
  }
}
