package reject.loops;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import java.util.ArrayList;
import support.X;

/** The same loop without the refill. */
class BatchWithoutRefill {
  record Batch(@Iso ArrayList<X> rows) implements Message {}
  void t(AgentRef<Batch> out, int n) {
    ArrayList<X> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      rows.add(new X(i)); // expect: CAP101
      if (rows.size() == 10) {
        out.signal(new Batch(rows));
      }
    }
  }
}
