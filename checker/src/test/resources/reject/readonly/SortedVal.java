package reject.readonly;

import io.leanagentic.capability.Val;
import java.util.Collections;
import java.util.List;

/** These methods of the library write what they are given. */
class SortedVal {
  void t(@Val List<String> words) {
    Collections.sort(words); // expect: CAP204
  }
}
