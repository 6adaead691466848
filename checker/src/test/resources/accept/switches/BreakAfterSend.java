package accept.switches;

import support.K;
import support.X;

/** A group that ends with break. */
class BreakAfterSend {
  void t(int i) {
    X x = new X();
    switch (i) {
      case 0:
        K.send(x);
        break;
      case 1:
        x.mutate();
        K.send(x);
        break;
      default:
        x.mutate();
    }
  }
}
