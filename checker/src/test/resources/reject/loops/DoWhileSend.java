package reject.loops;

import support.K;
import support.X;

/** The body of a do loop runs again. */
class DoWhileSend {
  void t() {
    X x = new X();
    do {
      K.send(x); // expect: CAP101
    } while (K.flip());
  }
}
