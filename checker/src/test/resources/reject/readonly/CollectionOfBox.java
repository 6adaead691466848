package reject.readonly;

import io.leanagentic.capability.Box;
import java.util.List;

/** A borrowed list is not changed. */
class CollectionOfBox {
  void t(@Box List<String> names) {
    names.add("x"); // expect: CAP203
  }
}
