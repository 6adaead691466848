package accept.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Val;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** An interface below is val too; one above, of the JDK, need not be. */
class SubInterfaces {
  @Val interface Recorder extends Consumer<String> {}

  @Val interface Loud extends Recorder {
    default void twice(String what) {
      accept(what);
      accept(what);
    }
  }

  void t(AgentRef<Recorder> out, AgentRef<Object> any, AtomicLong count) {
    Loud loud = what -> count.incrementAndGet();
    loud.twice("a");
    out.signal(loud);
    any.signal(loud);
    Recorder stored = (Recorder & Serializable) what -> count.decrementAndGet();
    out.signal(stored);
    Consumer<String> plain = stored;
    plain.accept("b");
    Object object = stored;
    if (object instanceof Recorder again) {
      out.signal(again);
    }
    out.signal((Recorder) object);
  }
}
