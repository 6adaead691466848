package reject.slots;

import io.leanagentic.capability.Slot;
import support.X;

/** What is put into a slot ends. */
class PutThenUse {
  private final Slot<X> spare = new Slot<>();
  void t() {
    X x = new X();
    spare.put(x);
    x.mutate(); // expect: CAP101
  }
}
