package reject.rules;

import io.leanagentic.capability.Tag;
import support.X;

/** The example of the page of CAP205. */
class Cap205 {
  // region bad
  int t(@Tag X x) {
    return x.n; // expect: CAP205
  }
  // endregion
}
