package accept.rules;

import io.leanagentic.AgentRef;
import java.util.ArrayList;
import java.util.List;
import support.X;

/** The example of the page of CAP101. */
class Cap101 {
  // region good
  void flush(AgentRef<List<X>> out) {
    List<X> rows = new ArrayList<>();
    rows.add(new X());
    out.signal(rows);
    rows = new ArrayList<>(); // another list
    rows.clear();
  }
  // endregion
}
