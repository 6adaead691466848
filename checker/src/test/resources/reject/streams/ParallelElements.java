package reject.streams;

import java.util.List;
import support.X;

/** A parallel stream hands mutable elements to several threads. */
class ParallelElements {
  void t(List<X> xs) {
    xs.parallelStream().forEach(X::mutate); // expect: CAP102
  }
}
