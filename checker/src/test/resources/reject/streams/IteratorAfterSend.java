package reject.streams;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import support.K;
import support.X;

/** An iterator is a view of its list. */
class IteratorAfterSend {
  void t() {
    List<X> xs = new ArrayList<>();
    Iterator<X> it = xs.iterator();
    K.send(xs);
    while (it.hasNext()) { // expect: CAP101
      it.next().mutate();
    }
  }
}
