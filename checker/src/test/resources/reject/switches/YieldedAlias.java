package reject.switches;

import support.K;
import support.X;

/** A switch expression gives one of several. */
class YieldedAlias {
  void t(int i) {
    X a = new X();
    X b = new X();
    X c = switch (i) {
      case 0 -> a;
      case 1 -> {
        b.mutate();
        yield b;
      }
      default -> new X();
    };
    K.send(c);
    b.mutate(); // expect: CAP101
  }
}
