package accept.tries;

import support.K;
import support.X;

/** Its message is a string. */
class ExceptionMessageSent {
  void t() {
    X x = new X();
    try {
      K.may();
    } catch (Exception e) {
      K.send("failed: " + e.getMessage());
      K.send(x);
    }
  }
}
