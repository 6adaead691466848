package reject.aliasing;

import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** An element put into a list moves with the list. */
class CollectionElement {
  void t() {
    X x = new X();
    List<X> list = new ArrayList<>();
    list.add(x);
    K.send(list);
    x.mutate(); // expect: CAP101
  }
}
