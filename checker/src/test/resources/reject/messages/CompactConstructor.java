package reject.messages;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;

/** A compact constructor must keep the promise of its component. */
class CompactConstructor {
  record Names(@Val List<String> names) implements Message {
    Names {
      names = new ArrayList<>(names); // expect: CAP202
    }
  }

  void t(AgentRef<Names> out) {
    var sent = new Names(List.of("a"));
    out.signal(sent);
    sent.names().add("b"); // expect: CAP203
  }
}
