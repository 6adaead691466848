package accept.generics;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A copy of a map that holds val is val. */
class MapOfValLists {
  record Rows(@Val Map<String, @Val List<String>> rows) implements Message {
    static Rows of(Map<String, List<String>> rows) {
      Map<String, @Val List<String>> copy = new HashMap<>();
      rows.forEach((key, cells) -> copy.put(key, List.copyOf(cells)));
      return new Rows(Map.copyOf(copy));
    }
  }

  void t(AgentRef<Rows> out) {
    Rows rows = Rows.of(new HashMap<>());
    out.signal(rows);
    out.signal(rows);
  }
}
