package accept.rules;

import io.leanagentic.capability.Tag;
import support.X;

/** The example of the page of CAP205. */
class Cap205 {
  // region good
  boolean t(@Tag X x, @Tag Object other) {
    return x == other;
  }
  // endregion
}
