package accept.rules;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The example of the page of CAP202. */
class Cap202 {
  // region good
  record Names(@Val List<String> names) implements Message {}

  void t(AgentRef<Names> out, List<String> names) {
    out.signal(new Names(List.copyOf(names)));
  }

  @Val static final class Order {
    @Val final int[] prices = Cap.freeze(new int[] {1});
  }

  @Val interface Recorder {
    void record(String what);
  }

  void t(AgentRef<Recorder> out) {
    var seen = new ConcurrentLinkedQueue<String>();
    out.signal(what -> seen.add(what));
  }
  // endregion
}
