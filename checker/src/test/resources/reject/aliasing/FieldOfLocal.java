package reject.aliasing;

import support.K;
import support.X;
import support.Y;

/** A part taken out before the send is used after it. */
class FieldOfLocal {
  void t() {
    X x = new X();
    Y y = x.y;
    K.send(x);
    y.mutate(); // expect: CAP101
  }
}
