package reject.tags;

import io.leanagentic.capability.Tag;
import support.X;

/** A tag tells nothing. */
class FieldThroughTag {
  int t(@Tag X x) {
    return x.n; // expect: CAP205
  }
}
