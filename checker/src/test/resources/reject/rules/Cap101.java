package reject.rules;

import io.leanagentic.AgentRef;
import java.util.ArrayList;
import java.util.List;
import support.X;

/** The example of the page of CAP101. */
class Cap101 {
  // region bad
  void flush(AgentRef<List<X>> out) {
    List<X> rows = new ArrayList<>();
    rows.add(new X());
    out.signal(rows);
    rows.clear(); // expect: CAP101
  }
  // endregion
}
