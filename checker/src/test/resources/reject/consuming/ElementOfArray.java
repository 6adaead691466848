package reject.consuming;

import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** An element of an array cannot be consumed. */
class ElementOfArray {
  void t(@Iso X[] xs) {
    K.takeIso(Cap.consume(xs[0])); // expect: CAP103
    xs[0].mutate();
  }
}
