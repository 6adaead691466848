package reject.messages;

import io.leanagentic.capability.Message;
import java.util.Map;

/** The advice is for a map, not for a list. */
class MapComponent {
  record Prices(Map<String, Integer> all) implements Message {} // expect: CAP201
}
