package reject.aliasing;

import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** Sending an element ends the list it came from. */
class ElementSentListUsed {
  void t() {
    List<X> list = new ArrayList<>();
    list.add(new X());
    X first = list.get(0);
    K.send(first);
    list.get(0).mutate(); // expect: CAP101
  }
}
