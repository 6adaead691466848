package accept.escaping;

import io.leanagentic.capability.Val;
import java.util.List;

/** A factory does it afterwards. */
class StoredInArgument {
  @Val static final class Node {
    final int number;
    private Node(int number) { this.number = number; }
    static Node in(List<Node> all) {
      Node made = new Node(all.size());
      all.add(made);
      return made;
    }
  }
}
