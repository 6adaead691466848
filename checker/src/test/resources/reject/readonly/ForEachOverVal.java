package reject.readonly;

import io.leanagentic.capability.Val;
import java.util.List;
import support.X;

/** Elements of a val list are val. */
class ForEachOverVal {
  void t(@Val List<X> xs) {
    for (X x : xs) {
      x.mutate(); // expect: CAP203
    }
  }
}
