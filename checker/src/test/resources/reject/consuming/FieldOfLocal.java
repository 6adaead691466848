package reject.consuming;

import io.leanagentic.capability.Cap;
import support.K;
import support.X;
import support.Y;

/** The field of a local cannot be consumed either. */
class FieldOfLocal {
  void t() {
    X x = new X();
    Y y = Cap.consume(x.y); // expect: CAP103
    K.send(y);
    x.y.mutate();
  }
}
