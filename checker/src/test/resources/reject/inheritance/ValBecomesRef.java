package reject.inheritance;

import io.leanagentic.capability.Val;
import support.X;

/** An override cannot hand out a mutable value for an immutable one. */
class ValBecomesRef {
  interface Source { @Val X get(); }
  static class Mine implements Source {
    private final X x = new X();
    @Override public X get() { return x; } // expect: CAP401
  }
}
