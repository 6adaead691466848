package reject.messages;

import io.leanagentic.capability.Message;
import support.K;

/** A record is complete before it is seen. */
class LeakInRecord {
  record Event(String name) implements Message {
    Event(String name) {
      this.name = name;
      K.takeTag(this); // expect: CAP206
    }
  }
}
