package accept.slots;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Slot;
import support.X;

/** A slot gives away what a field cannot. */
class SpareBuffer {
  record Full(@Iso X x) implements Message {}
  private final Slot<X> spare = new Slot<>(new X());
  void t(AgentRef<Full> out) {
    if (!spare.isEmpty()) {
      X x = spare.take();
      x.mutate();
      out.signal(new Full(x));
    }
    spare.put(new X(1));
    out.signal(new Full(spare.swap(new X(2))));
  }
}
