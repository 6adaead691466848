package accept.messages;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import support.X;

/** What is received can be opened, kept and passed on. */
class OwnedMessage {
  record Load(@Iso X x, String name) implements Message {}
  private X kept = new X();
  void on(@Iso Load load, AgentRef<Load> next) {
    if (load.name().isEmpty()) {
      next.signal(load);
    } else {
      kept = load.x();
    }
  }
}
