package reject.rules;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;

/** The example of the page of CAP202. */
class Cap202 {
  // region bad
  record Names(@Val List<String> names) implements Message {}

  void t(AgentRef<Names> out, List<String> names) {
    out.signal(new Names(names)); // expect: CAP202
  }

  @Val static final class Order {
    final int[] prices = {1}; // expect: CAP202
  }

  @Val interface Recorder {
    void record(String what);
  }

  void t(AgentRef<Recorder> out) {
    var seen = new ArrayList<String>();
    out.signal(what -> seen.add(what)); // expect: CAP202
  }
  // endregion
}
