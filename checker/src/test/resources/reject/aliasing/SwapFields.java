package reject.aliasing;

import support.K;
import support.X;
import support.Y;

/** After a swap both objects are connected. */
class SwapFields {
  void t() {
    X a = new X();
    X b = new X();
    Y kept = a.y;
    a.y = b.y;
    b.y = kept;
    K.send(a);
    b.mutate(); // expect: CAP101
  }
}
