package reject.readonly;

import io.leanagentic.capability.Val;
import java.util.List;
import support.X;

/** Also in a lambda. */
class LambdaOverVal {
  void t(@Val List<X> xs) {
    xs.forEach(x -> x.mutate()); // expect: CAP203
  }
}
