package reject.lambdas;

import java.util.List;
import support.K;
import support.X;

/** The same through a sending method. */
class MethodReferenceSends {
  void t(List<X> xs) {
    xs.forEach(K::send); // expect: CAP401
  }
}
