package reject.statics;

import java.util.HashMap;
import java.util.Map;
import support.X;

/** A static collection is seen by all agents. */
class MutableCache {
  private static final Map<String, X> CACHE = new HashMap<>();
  void t(String key, X x) {
    CACHE.put(key, x); // expect: CAP301
  }
}
