package reject.rules;

import io.leanagentic.AgentRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The example of the page of CAP304. */
class Cap304 {
  // region bad
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  int total() {
    int total = 0;
    for (String text : seen) { // expect: CAP304
      total += text.length();
    }
    return total;
  }

  void report(AgentRef<List<String>> to) {
    to.signal(seen); // expect: CAP304
  }
  // endregion
}
