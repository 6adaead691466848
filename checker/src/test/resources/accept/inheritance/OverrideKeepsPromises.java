package accept.inheritance;

import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.ReadOnly;
import io.leanagentic.capability.Val;
import support.X;

/** Overrides that demand less and promise more. */
class OverrideKeepsPromises {
  interface Source {
    X next();
    @Val X shared();
    void take(@Iso X x);
    @ReadOnly int size();
  }
  static class Mine implements Source {
    private int n;
    @Override @Iso public X next() { return new X(); }
    @Override @Val public X shared() { return Cap.freeze(new X()); }
    @Override public void take(X x) { x.mutate(); }
    @Override @ReadOnly public int size() { return n; }
    void grow() { n++; }
  }
}
