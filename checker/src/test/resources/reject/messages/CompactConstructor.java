package reject.messages;

import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;

/** A compact constructor must keep the promise of its component. */
class CompactConstructor {
  record Names(@Val List<String> names) implements Message {
    Names {
      names = new ArrayList<>(names); // expect: CAP202
    }
  }
}
