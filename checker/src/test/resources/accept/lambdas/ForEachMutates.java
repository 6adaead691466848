package accept.lambdas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import support.X;

/** Lending to a lambda on the same thread is fine. */
class ForEachMutates {
  private final List<X> mine = new ArrayList<>();
  void t() {
    mine.forEach(x -> x.mutate());
    mine.forEach(X::mutate);
    mine.removeIf(x -> x.read() > 3);
    mine.sort(Comparator.comparing(X::read));
  }
}
