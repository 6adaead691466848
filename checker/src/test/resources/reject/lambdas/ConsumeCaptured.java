package reject.lambdas;

import io.leanagentic.capability.Cap;
import java.util.function.Supplier;
import support.K;
import support.X;

/** A captured name cannot be consumed. */
class ConsumeCaptured {
  void t() {
    X x = new X();
    Supplier<X> s = () -> Cap.consume(x); // expect: CAP104
    K.send(s.get());
    K.send(s.get()); // expect: CAP101
  }
}
