package accept.consuming;

import io.leanagentic.capability.Slot;
import support.K;
import support.X;

/** A slot gives its value away. */
class FieldOfThis {
  private final Slot<X> spare = new Slot<>(new X());
  void t() {
    X mine = spare.take();
    mine.mutate();
    K.send(mine);
  }
}
