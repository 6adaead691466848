package reject.switches;

import support.K;
import support.X;

/** The send in one group is followed by the next. */
class FallThrough {
  void t(int i) {
    X x = new X();
    switch (i) {
      case 0:
        K.send(x);
      case 1:
        x.mutate(); // expect: CAP101
        break;
      default:
    }
  }
}
