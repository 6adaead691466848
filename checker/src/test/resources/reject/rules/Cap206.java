package reject.rules;

import io.leanagentic.capability.Message;
import support.K;

/** The example of the page of CAP206. */
class Cap206 {
  // region bad
  record Event(String name) implements Message {
    Event(String name) {
      this.name = name;
      K.takeTag(this); // expect: CAP206
    }
  }
  // endregion
}
