package accept.loops;

import support.K;
import support.X;

/** Send and leave: the loop does not come round again. */
class SendAndReturnInLoop {
  void t() {
    X x = new X();
    while (true) {
      x.mutate();
      if (K.flip()) {
        K.send(x);
        return;
      }
    }
  }
}
