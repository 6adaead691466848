package accept.switches;

import support.K;
import support.X;

/** A switch expression that makes its value. */
class YieldFresh {
  void t(int i) {
    X x = switch (i) {
      case 0 -> new X();
      case 1 -> {
        X one = new X(1);
        one.mutate();
        yield one;
      }
      default -> throw new IllegalArgumentException("i is " + i);
    };
    K.send(x);
  }
}
