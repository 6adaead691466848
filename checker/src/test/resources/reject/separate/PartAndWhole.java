package reject.separate;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;
import support.Y;

/** A part is not separate from its whole. */
class PartAndWhole {
  static void give(Y part, @Iso X whole) {
    K.send(whole);
    part.mutate();
  }
  void t() {
    Y y = new Y();
    X x = new X(y);
    give(y, x); // expect: CAP105
  }
}
