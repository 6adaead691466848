package accept.rules;

import io.leanagentic.capability.ReadOnly;
import io.leanagentic.capability.Val;
import support.X;

/** The example of the page of CAP203. */
class Cap203 {
  // region good
  int t(@Val X x) {
    return x.read(); // marked @ReadOnly
  }

  int total;

  @ReadOnly int total() {
    return total;
  }
  // endregion
}
