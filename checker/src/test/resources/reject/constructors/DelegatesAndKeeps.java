package reject.constructors;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** A parameter given to another constructor of the class. */
class DelegatesAndKeeps {
  final X x;
  DelegatesAndKeeps(X x) { this.x = x; }
  DelegatesAndKeeps(@Iso X x, int n) {
    this(x);
    K.send(x); // expect: CAP102
  }
}
