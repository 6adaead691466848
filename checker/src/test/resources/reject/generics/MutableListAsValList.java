package reject.generics;

import io.leanagentic.capability.Val;
import java.util.List;
import support.X;

/** A list that holds mutable values is not a list of val. */
class MutableListAsValList {
  void take(List<@Val X> xs) {}
  void t(List<X> xs) {
    take(xs); // expect: CAP202
  }
}
