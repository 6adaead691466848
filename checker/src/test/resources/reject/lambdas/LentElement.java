package reject.lambdas;

import java.util.List;
import support.K;
import support.X;

/** A lambda may not keep what it is lent. */
class LentElement {
  void t(List<X> xs) {
    xs.forEach(x -> K.send(x)); // expect: CAP104
  }
}
