package accept.aliasing;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import java.util.ArrayList;
import support.X;

/** The usual loop: fill, send, start a new one. */
class BatchAndRefill {
  record Batch(@Iso ArrayList<X> rows) implements Message {}
  void t(AgentRef<Batch> out, int n) {
    ArrayList<X> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      rows.add(new X(i));
      if (rows.size() == 10) {
        out.signal(new Batch(rows));
        rows = new ArrayList<>();
      }
    }
    out.signal(new Batch(rows));
  }
}
