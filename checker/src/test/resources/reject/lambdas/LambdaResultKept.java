package reject.lambdas;

import java.util.function.Supplier;
import support.K;
import support.X;

/** The result of a lambda may be what it captured. */
class LambdaResultKept {
  void t() {
    X x = new X();
    Supplier<X> s = () -> x;
    X y = s.get();
    K.send(y);
    x.mutate(); // expect: CAP101
  }
}
