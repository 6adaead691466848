package accept.streams;

import java.util.Comparator;
import java.util.TreeMap;
import support.K;

/** A comparator that captures nothing goes along. */
class PureComparator {
  void t() {
    TreeMap<String, String> map = new TreeMap<>(Comparator.reverseOrder());
    map.put("a", "b");
    K.send(map);
  }
}
