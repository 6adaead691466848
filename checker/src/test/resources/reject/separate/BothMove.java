package reject.separate;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** One value cannot move twice in one call. */
class BothMove {
  static void both(@Iso X a, @Iso X b) {
    K.send(a);
    K.send(b);
  }
  void t() {
    X x = new X();
    both(x, x); // expect: CAP105
  }
}
