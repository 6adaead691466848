package reject.tags;

import io.leanagentic.capability.Tag;
import support.X;

/** A tag cannot be written through. */
class WriteThroughTag {
  void t(@Tag X x) {
    x.n = 1; // expect: CAP205
  }
}
