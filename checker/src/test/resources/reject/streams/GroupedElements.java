package reject.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import support.K;
import support.X;

/** Groups of mutable elements hold the elements of the state. */
class GroupedElements {
  private final List<X> xs = new ArrayList<>();

  void t() {
    K.send(xs.stream().collect(Collectors.groupingBy(X::read))); // expect: CAP102
  }
}
