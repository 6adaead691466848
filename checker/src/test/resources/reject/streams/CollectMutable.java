package reject.streams;

import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** Collecting mutable elements copies references. */
class CollectMutable {
  private final List<X> mine = new ArrayList<>();
  void t() {
    K.send(mine.stream().filter(x -> x.read() > 0).toList()); // expect: CAP102
  }
}
