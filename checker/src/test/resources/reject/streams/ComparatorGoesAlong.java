package reject.streams;

import java.util.TreeMap;
import support.K;
import support.X;

/** A sorted map keeps its comparator, which reaches the state. */
class ComparatorGoesAlong {
  private final X x = new X();

  void t() {
    TreeMap<String, String> map = new TreeMap<>((a, b) -> x.mutateAndGet());
    K.send(map); // expect: CAP102
  }
}
