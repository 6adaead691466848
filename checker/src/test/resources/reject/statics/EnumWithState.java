package reject.statics;

import io.leanagentic.capability.Message;
import support.K;

/** An enum constant is a static object. */
class EnumWithState {
  enum Level {
    LOW;
    int uses;
  }
  void t() {
    K.send(Level.LOW); // expect: CAP301
    record Report(Level level) implements Message {} // expect: CAP201
  }
}
