package accept.tries;

import support.K;
import support.X;

/** A new value for each attempt. */
class RetryWithFresh {
  void t() {
    for (int i = 0; i < 3; i++) {
      X x = new X(i);
      try {
        K.send(x);
        K.may();
        return;
      } catch (Exception e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
