package accept.separate;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;
import support.Y;

/** Two new values are. */
class PartAndWhole {
  static void give(Y part, @Iso X whole) {
    K.send(whole);
    part.mutate();
  }
  void t() {
    give(new Y(), new X());
  }
}
