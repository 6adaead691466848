package reject.switches;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** A binding in a case is the selector. */
class PatternInCase {
  void t(@Iso Object o) {
    switch (o) {
      case X x -> {
        K.send(o);
        x.mutate(); // expect: CAP101
      }
      default -> {}
    }
  }
}
