package accept.tries;

import support.K;
import support.X;

/** What no path has sent can still be sent. */
class SendAfterTry {
  void t() {
    X x = new X();
    try {
      x.mutate();
      K.may();
    } catch (Exception e) {
      x.setN(0);
    } finally {
      x.mutate();
    }
    K.send(x);
  }
}
