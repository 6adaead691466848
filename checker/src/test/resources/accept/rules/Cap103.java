package accept.rules;

import io.leanagentic.capability.Slot;
import support.K;
import support.X;

/** The example of the page of CAP103. */
class Cap103 {
  // region good
  private final Slot<X> spare = new Slot<>(new X());

  void t() {
    K.takeIso(spare.take());
  }
  // endregion
}
