package reject.aliasing;

import java.util.HashMap;
import java.util.Map;
import support.K;
import support.X;

/** An entry is a view of its map. */
class MapEntry {
  void t() {
    Map<String, X> map = new HashMap<>();
    map.put("a", new X());
    for (Map.Entry<String, X> entry : map.entrySet()) { // expect: CAP101
      K.send(entry.getValue());
    }
    map.values().forEach(X::mutate); // expect: CAP101
  }
}
