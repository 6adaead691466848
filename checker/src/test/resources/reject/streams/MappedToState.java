package reject.streams;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import support.K;
import support.X;

/** A function that captures the state may return parts of it. */
class MappedToState {
  private final Map<String, X> rows = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  void t() {
    names.add("a");
    rows.put("a", new X());
    K.send(names.stream().map(n -> rows.get(n)).toList()); // expect: CAP102
  }
}
