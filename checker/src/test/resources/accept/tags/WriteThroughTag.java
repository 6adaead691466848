package accept.tags;

import io.leanagentic.capability.Tag;
import support.X;

/** It can be kept and compared. */
class WriteThroughTag {
  @Tag private X known = null;
  boolean t(@Tag X x) {
    boolean same = x == known;
    known = x;
    return same;
  }
}
