package reject.generics;

import io.leanagentic.capability.Val;
import java.util.List;
import support.X;

/** A list of val is not a list of mutable ones. */
class ValElementsLaundered {
  static void spoil(List<X> xs) { xs.forEach(X::mutate); }
  void t(List<@Val X> xs) {
    spoil(xs); // expect: CAP204
  }
}
