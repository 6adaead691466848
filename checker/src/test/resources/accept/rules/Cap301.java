package accept.rules;

import java.util.HashMap;
import java.util.Map;
import support.X;

/** The example of the page of CAP301. */
class Cap301 {
  // region good
  private static final Map<String, Integer> LIMITS = Map.of("low", 1, "high", 9);
  private final Map<String, X> cache = new HashMap<>(); // each agent has its own

  X t(String key) {
    return LIMITS.containsKey(key) ? cache.get(key) : null;
  }
  // endregion
}
