package reject.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import support.K;
import support.X;

/** A key set removes from its map. */
class KeySetView {
  void t() {
    Map<String, X> map = new HashMap<>();
    Set<String> keys = map.keySet();
    K.send(map);
    keys.clear(); // expect: CAP101
  }
}
