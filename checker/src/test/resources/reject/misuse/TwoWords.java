package reject.misuse;

import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import support.X;

/** Two words that contradict each other. */
class TwoWords {
  void t(@Iso @Val X x) {} // expect: CAP001
}
