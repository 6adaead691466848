package reject.readonly;

import io.leanagentic.capability.Val;
import support.X;

/** A name that may be val is not written. */
class JoinedWithVal {
  void t(@Val X v, boolean b) {
    X x = b ? v : new X();
    x.mutate(); // expect: CAP203
  }
}
