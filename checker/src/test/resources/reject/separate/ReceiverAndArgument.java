package reject.separate;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** What moves into a method may not be part of its receiver. */
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
    holder.give(holder.x); // expect: CAP105
  }
}
