package reject.generics;

import io.leanagentic.capability.Iso;
import java.util.List;
import support.K;
import support.X;

/** A wildcard is still the same object. */
class WildcardElement {
  void t(@Iso List<? extends X> xs) {
    X x = xs.get(0);
    K.send(xs);
    x.mutate(); // expect: CAP101
  }
}
