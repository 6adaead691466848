package reject.slots;

import io.leanagentic.capability.Slot;
import support.X;

/** What belongs to the agent cannot be put into a slot. */
class StateIntoSlot {
  private final Slot<X> spare = new Slot<>();
  private final X mine = new X();
  void t() {
    spare.put(mine); // expect: CAP102
  }
}
