package reject.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Val;
import support.X;

/** A lambda may give back what something shared still holds. */
class ResultOfFunction {
  @Val interface Source {
    X next();
  }

  @Shared("for the example")
  static final class Pool {
    private final X only = new X();

    X any() { return only; }
  }

  void t(AgentRef<X> out, Pool pool) {
    Source source = () -> pool.any();
    X x = source.next();
    x.mutate();
    out.signal(x); // expect: CAP102
    out.signal(pool.any()); // expect: CAP102
  }
}
