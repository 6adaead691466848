package reject.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import support.X;

/** What a val function is lent cannot stay in something shared. */
class LentToShared {
  @Val interface Sink {
    void put(X x);
  }

  @Shared("for the example")
  static final class Bag {
    private final List<X> all = new ArrayList<>();

    void add(X x) {
      all.add(x);
    }
  }

  void t(AgentRef<Sink> out, Bag bag, X mine) {
    Sink sink = x -> bag.add(x); // expect: CAP104
    out.signal(sink);
    sink.put(mine);
    mine.mutate();
  }
}
