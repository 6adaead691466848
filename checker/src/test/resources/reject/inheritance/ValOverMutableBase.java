package reject.inheritance;

import io.leanagentic.capability.Val;

/** A val class inherits no mutable field. */
class ValOverMutableBase {
  static class Base { int n; }
  @Val static final class Derived extends Base {} // expect: CAP202
}
