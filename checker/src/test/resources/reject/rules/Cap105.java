package reject.rules;

import io.leanagentic.capability.Iso;
import support.X;

/** The example of the page of CAP105. */
class Cap105 {
  // region bad
  static void merge(X into, @Iso X from) {
    into.setY(from.getY());
  }

  void t() {
    X x = new X();
    merge(x, x); // expect: CAP105
  }
  // endregion
}
