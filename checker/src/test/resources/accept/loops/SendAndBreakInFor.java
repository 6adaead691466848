package accept.loops;

import support.K;
import support.X;

/** Send and break. */
class SendAndBreakInFor {
  void t(int n) {
    X x = new X();
    for (int i = 0; i < n; i++) {
      x.mutate();
      if (x.read() > 3) {
        K.send(x);
        break;
      }
    }
  }
}
