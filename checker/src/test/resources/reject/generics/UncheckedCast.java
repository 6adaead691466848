package reject.generics;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Message;
import java.util.Optional;

/** A cast that is not checked proves nothing. */
class UncheckedCast {
  record Names(Optional<String> name) implements Message {}
  @SuppressWarnings("unchecked")
  void t(AgentRef<Names> out, Object o) {
    out.signal(new Names((Optional<String>) o)); // expect: CAP202
  }
}
