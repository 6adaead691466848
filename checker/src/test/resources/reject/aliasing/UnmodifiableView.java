package reject.aliasing;

import io.leanagentic.AgentRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import support.X;

/** An unmodifiable view of a list that can still be written is not val. */
class UnmodifiableView {
  void t(AgentRef<List<X>> out) {
    List<X> list = new ArrayList<>();
    List<X> view = Collections.unmodifiableList(list);
    out.signal(view);
    list.add(new X()); // expect: CAP101
  }
}
