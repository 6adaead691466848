package reject.streams;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import support.K;

/** An entry of a map writes through to it. */
class LiveEntries {
  private final Map<String, Integer> counts = new HashMap<>();

  void t() {
    counts.put("a", 1);
    K.send(new ArrayList<>(counts.entrySet())); // expect: CAP102
  }
}
