package reject.separate;

import io.leanagentic.capability.Iso;
import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** A list reaches its elements. */
class ThroughAList {
  static void give(List<X> all, @Iso X one) {
    K.send(one);
    all.clear();
  }
  void t() {
    X x = new X();
    List<X> xs = new ArrayList<>();
    xs.add(x);
    give(xs, x); // expect: CAP105
  }
}
