package reject.constructors;

import support.K;
import support.X;

/** An initialiser block sends a field. */
class InitialiserBlock {
  final X x = new X();
  {
    K.send(x); // expect: CAP102
  }
}
