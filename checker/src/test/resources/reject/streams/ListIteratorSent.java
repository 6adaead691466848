package reject.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import support.K;
import support.X;

/** An iterator takes its list along. */
class ListIteratorSent {
  void t() {
    List<X> xs = new ArrayList<>();
    ListIterator<X> it = xs.listIterator();
    K.send(it);
    xs.clear(); // expect: CAP101
  }
}
