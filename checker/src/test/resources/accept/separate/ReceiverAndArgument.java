package accept.separate;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** It may be separate from it. */
class ReceiverAndArgument {
  static class Holder {
    X x = new X();
    void give(@Iso X other) {
      K.send(other);
      x.mutate();
    }
  }
  void t() {
    Holder holder = new Holder();
    holder.give(new X());
  }
}
