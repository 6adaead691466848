package reject.rules;

import io.leanagentic.AgentRef;
import java.util.ArrayList;
import java.util.List;
import support.X;

/** The example of the page of CAP102. */
class Cap102 {
  // region bad
  private final List<X> rows = new ArrayList<>();

  void flush(AgentRef<List<X>> out) {
    out.signal(rows); // expect: CAP102
  }

  static void pass(AgentRef<X> out, X x) {
    out.signal(x); // expect: CAP102
  }
  // endregion
}
