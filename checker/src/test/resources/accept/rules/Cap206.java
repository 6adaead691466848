package accept.rules;

import io.leanagentic.capability.Message;
import support.K;

/** The example of the page of CAP206. */
class Cap206 {
  // region good
  record Event(String name) implements Message {
    static Event registered(String name) {
      Event event = new Event(name);
      K.takeTag(event);
      return event;
    }
  }
  // endregion
}
