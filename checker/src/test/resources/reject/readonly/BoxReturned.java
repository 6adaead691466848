package reject.readonly;

import io.leanagentic.capability.Box;
import support.X;

/** A borrowed value is not given back as one's own. */
class BoxReturned {
  X t(@Box X x) {
    return x; // expect: CAP204
  }
}
