package reject.inheritance;

import io.leanagentic.capability.Val;
import support.K;

/** A val class inherits no mutable field. */
class ValOverMutableBase {
  static class Base { int n; }
  @Val static final class Derived extends Base {} // expect: CAP202

  void t() {
    var derived = new Derived();
    K.send(derived);
    derived.n++;
  }
}
