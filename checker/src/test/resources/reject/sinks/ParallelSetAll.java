package reject.sinks;

import java.util.Arrays;
import support.X;

/** A function that several threads call touches the state. */
class ParallelSetAll {
  private final X x = new X();

  void t(int[] cells) {
    Arrays.parallelSetAll(cells, i -> x.mutateAndGet()); // expect: CAP102
  }
}
