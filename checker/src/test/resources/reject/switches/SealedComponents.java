package reject.switches;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** Parts of one record move together. */
class SealedComponents {
  sealed interface Shape {}
  record Pair(X left, X right) implements Shape {}
  record Single(X only) implements Shape {}
  void t(@Iso Shape shape) {
    switch (shape) {
      case Pair(X left, X right) -> {
        K.send(left);
        right.mutate(); // expect: CAP101
      }
      case Single(X only) -> K.send(only);
    }
  }
}
