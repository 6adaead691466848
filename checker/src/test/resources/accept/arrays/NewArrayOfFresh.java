package accept.arrays;

import support.K;
import support.X;

/** An array of new objects moves with them. */
class NewArrayOfFresh {
  void t() {
    X[] xs = new X[4];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = new X(i);
    }
    K.send(xs);
  }
}
