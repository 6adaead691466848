package reject.escaping;

import io.leanagentic.capability.Val;
import java.util.List;

/** An immutable object may not give itself away before it is complete. */
class StoredInArgument {
  @Val static final class Node {
    final int number;
    Node(List<Node> all) {
      all.add(this); // expect: CAP206
      number = all.size();
    }
  }
}
