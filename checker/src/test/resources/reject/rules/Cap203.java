package reject.rules;

import io.leanagentic.capability.ReadOnly;
import io.leanagentic.capability.Val;
import support.X;

/** The example of the page of CAP203. */
class Cap203 {
  // region bad
  void t(@Val X x) {
    x.mutate(); // expect: CAP203
  }

  int total;

  @ReadOnly int total() {
    return total++; // expect: CAP203
  }
  // endregion
}
