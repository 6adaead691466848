package accept.statics;

import java.util.HashMap;
import java.util.Map;

/** A helper in the same file that returns what cannot be written. */
class MadeByHelper {
  private static final Map<String, Integer> LIMITS = limits();
  private static final Object LOCK = new Object();

  private static Map<String, Integer> limits() {
    Map<String, Integer> limits = new HashMap<>();
    limits.put("low", 1);
    return Map.copyOf(limits);
  }

  int t() {
    synchronized (LOCK) {
      return LIMITS.get("low");
    }
  }
}
