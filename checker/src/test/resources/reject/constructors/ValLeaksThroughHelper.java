package reject.constructors;

import io.leanagentic.capability.Val;
import java.util.List;

/** A helper method called in the constructor leaks it. */
class ValLeaksThroughHelper {
  @Val static final class Event {
    final String name;
    Event(String name, List<Object> all) {
      register(all);
      this.name = name;
    }
    private void register(List<Object> all) {
      all.add(this); // expect: CAP206
    }
  }
}
