package reject.lambdas;

import java.util.List;
import support.K;
import support.X;

/** A consumer hands out what it does not own. */
class MethodReferenceDemandsIso {
  void t(List<X> xs) {
    xs.forEach(K::takeIso); // expect: CAP401
  }
}
