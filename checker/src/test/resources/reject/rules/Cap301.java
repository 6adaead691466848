package reject.rules;

import java.util.HashMap;
import java.util.Map;
import support.X;

/** The example of the page of CAP301. */
class Cap301 {
  // region bad
  private static final Map<String, X> CACHE = new HashMap<>();

  X t(String key) {
    return CACHE.get(key); // expect: CAP301
  }
  // endregion
}
