package accept.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Box;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import support.X;

/** What goes in and out of a val function need not be val: only what it captures. */
class Generic {
  @Val interface Step<A, B> {
    @Iso B apply(@Iso A input);

    default <C> Step<A, C> then(Step<B, C> next) {
      return input -> next.apply(apply(input));
    }
  }

  @Val interface Measure<T> {
    int of(@Box T value);
  }

  @Val interface Fill {
    void fill(List<X> list);
  }

  static <T> T same(T value) {
    return value;
  }

  void t(AgentRef<Object> out, int by) {
    Step<X, X> increment = x -> {
      x.setN(x.read() + by);
      return x;
    };
    Step<X, List<X>> collect = increment.then(x -> {
      var list = new ArrayList<X>();
      list.add(x);
      return list;
    });
    out.signal(increment);
    out.signal(collect.apply(new X()));
    Measure<X> measure = same(X::read);
    out.signal(measure);
    Fill fill = list -> list.add(new X(by));
    var mine = new ArrayList<X>();
    fill.fill(mine);
    out.signal(mine);
    out.signal(fill);
  }
}
