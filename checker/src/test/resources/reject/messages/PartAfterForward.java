package reject.messages;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import support.X;

/** A part of a forwarded message. */
class PartAfterForward {
  record Load(@Iso X x) implements Message {}
  void t(@Iso Load load, AgentRef<Load> next) {
    X x = load.x();
    next.signal(load);
    x.mutate(); // expect: CAP101
  }
}
