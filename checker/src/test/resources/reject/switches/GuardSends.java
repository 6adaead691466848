package reject.switches;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** A guard runs before the other cases. */
class GuardSends {
  static boolean take(@Iso Object x) { return false; }
  void t(@Iso Object o) {
    switch (o) {
      case String s -> {}
      case X x when take(o) -> {}
      default -> K.send(o); // expect: CAP101
    }
  }
}
