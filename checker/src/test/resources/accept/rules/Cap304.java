package accept.rules;

import io.leanagentic.AgentRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The example of the page of CAP304. */
class Cap304 {
  // region good
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  int total() {
    int total = 0;
    synchronized (seen) {
      for (String text : seen) {
        total += text.length();
      }
    }
    return total;
  }

  void report(AgentRef<List<String>> to) {
    to.signal(new ArrayList<>(seen)); // a copy, made under the lock
  }
  // endregion
}
