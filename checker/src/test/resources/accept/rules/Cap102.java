package accept.rules;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Slot;
import java.util.ArrayList;
import java.util.List;
import support.X;

/** The example of the page of CAP102. */
class Cap102 {
  // region good
  private final Slot<List<X>> rows = new Slot<>(new ArrayList<>());

  void flush(AgentRef<List<X>> out) {
    out.signal(rows.swap(new ArrayList<>()));
  }

  static void pass(AgentRef<X> out, @Iso X x) {
    out.signal(x);
  }
  // endregion
}
