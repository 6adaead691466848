package reject.readonly;

import io.leanagentic.capability.Val;
import java.util.List;
import support.X;

/** Also by a method reference. */
class ReferenceOverVal {
  void t(@Val List<X> xs) {
    xs.forEach(X::mutate); // expect: CAP203
  }
}
