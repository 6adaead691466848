package reject.generics;

import io.leanagentic.capability.Val;
import java.util.List;
import support.K;
import support.X;

/** A mutable value does not enter a list of val. */
class MutableAmongVal {
  void t(List<@Val X> xs) {
    X x = new X();
    xs.add(x); // expect: CAP202
    K.send(xs.getLast());
    x.mutate();
  }
}
