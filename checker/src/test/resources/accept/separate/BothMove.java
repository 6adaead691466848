package accept.separate;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** Two values can. */
class BothMove {
  static void both(@Iso X a, @Iso X b) {
    K.send(a);
    K.send(b);
  }
  void t() {
    both(new X(), new X());
  }
}
