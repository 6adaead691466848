package reject.aliasing;

import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** Moving one collection ends what was copied from it by reference. */
class ThroughTwoCollections {
  void t() {
    List<X> first = new ArrayList<>();
    first.add(new X());
    List<X> second = new ArrayList<>(first);
    K.send(second);
    first.get(0).mutate(); // expect: CAP101
  }
}
