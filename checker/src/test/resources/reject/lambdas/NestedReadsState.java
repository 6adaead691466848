package reject.lambdas;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import support.K;
import support.X;

/** A lambda inside a lambda that reads a final field which can be written. */
class NestedReadsState {
  private final List<X> state = new ArrayList<>();

  void t() {
    state.add(new X());
    Supplier<Supplier<Integer>> sizes = () -> () -> state.size();
    K.send(sizes); // expect: CAP102
  }
}
