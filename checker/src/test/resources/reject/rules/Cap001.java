package reject.rules;

import io.leanagentic.capability.Iso;
import io.leanagentic.capability.ReadOnly;
import support.X;

/** The example of the page of CAP001. */
class Cap001 {
  // region bad
  @Iso X spare = new X(); // expect: CAP001

  @ReadOnly static int size() { // expect: CAP001
    return 3;
  }
  // endregion
}
