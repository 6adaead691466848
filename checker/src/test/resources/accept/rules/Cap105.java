package accept.rules;

import io.leanagentic.capability.Iso;
import support.X;

/** The example of the page of CAP105. */
class Cap105 {
  // region good
  static void merge(X into, @Iso X from) {
    into.setY(from.getY());
  }

  void t() {
    merge(new X(), new X());
  }
  // endregion
}
