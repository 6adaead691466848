package accept.lambdas;

import java.util.function.Supplier;
import support.K;
import support.P;

/** A lambda over immutable captures may be sent and used. */
class CaptureOfVal {
  void t(P p, String name) {
    Supplier<String> s = () -> p.b() + name;
    K.send(s);
    K.send(s);
    System.out.println(s.get());
  }
}
