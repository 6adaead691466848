package reject.generics;

import io.leanagentic.capability.Val;
import java.util.List;
import support.X;

/** A mutable value does not enter a list of val. */
class MutableAmongVal {
  void t(List<@Val X> xs) {
    xs.add(new X()); // expect: CAP202
  }
}
