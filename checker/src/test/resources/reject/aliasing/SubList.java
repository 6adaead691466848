package reject.aliasing;

import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** A sub-list shares its elements with the list. */
class SubList {
  void t() {
    List<X> list = new ArrayList<>();
    List<X> part = list.subList(0, 0);
    K.send(list);
    part.clear(); // expect: CAP101
  }
}
