package reject.tags;

import io.leanagentic.capability.Tag;

/** Nothing is called through it. */
class CallThroughTag {
  String t(@Tag Object o) {
    return o.toString(); // expect: CAP205
  }
}
