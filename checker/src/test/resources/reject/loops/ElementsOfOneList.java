package reject.loops;

import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** The elements of one list may share parts: sending one ends all. */
class ElementsOfOneList {
  void t() {
    List<X> xs = new ArrayList<>();
    xs.add(new X());
    for (X x : xs) { // expect: CAP101
      K.send(x);
    }
    xs.getFirst().mutate(); // expect: CAP101
  }
}
