package accept.rules;

import io.leanagentic.capability.ReadOnly;
import io.leanagentic.capability.Slot;
import support.X;

/** The example of the page of CAP001. */
class Cap001 {
  // region good
  private final Slot<X> spare = new Slot<>(new X());

  @ReadOnly int size() {
    return 3;
  }
  // endregion
}
