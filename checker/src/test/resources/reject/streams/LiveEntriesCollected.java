package reject.streams;

import java.util.HashMap;
import java.util.Map;
import support.K;

/** Also when a stream collects them. */
class LiveEntriesCollected {
  private final Map<String, Integer> counts = new HashMap<>();

  void t() {
    counts.put("a", 1);
    K.send(counts.entrySet().stream().toList()); // expect: CAP102
  }
}
