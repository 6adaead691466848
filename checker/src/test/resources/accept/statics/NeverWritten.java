package accept.statics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What nothing else reaches and nobody writes may be static, whatever its type. */
class NeverWritten {
  private static final int[] TABLE = {1, 2, 3};
  private static final Map<String, List<Integer>> BY_NAME = new HashMap<>();

  static {
    List<Integer> some = new ArrayList<>();
    some.add(TABLE[0]);
    BY_NAME.put("some", some);
  }

  int t(String name) {
    int sum = TABLE.length;
    for (int each : BY_NAME.get(name)) {
      sum += TABLE[each];
    }
    return sum;
  }
}
