package accept.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.capability.Box;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Slot;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import support.X;

/** The example of the guide. */
class Store implements Behavior<Store.Batch> {
  // region messages
  @Val static final class Money {
    final long cents;
    final String currency;
    Money(long cents, String currency) {
      this.cents = cents;
      this.currency = currency;
    }
  }

  record Bid(Money money, String who, AgentRef<String> back) implements Message {} // nothing to annotate

  record Batch(@Iso ArrayList<X> rows, AgentRef<Batch> next) implements Message {} // moved, not copied

  record Names(@Val List<String> names) implements Message {} // List.of, List.copyOf, toList()
  // endregion

  // region functions
  @Val interface Recorder { // each implementation is judged where it is written
    void record(String what);
  }

  static void twice(AgentRef<Recorder> left, AgentRef<Recorder> right) {
    var seen = new ConcurrentLinkedQueue<String>();
    Recorder recorder = seen::add; // shared by its own means; an ArrayList would be CAP202
    left.signal(recorder);
    right.signal(recorder);
  }
  // endregion

  // region agent
  private final Map<Integer, X> rows = new HashMap<>(); // ref: at home in this agent
  private final Slot<X> spare = new Slot<>(); // a field that can give its value away

  @Override public void receive(AgentContext<Batch> context, Batch batch) { // the handler owns its message
    for (X row : batch.rows()) {
      rows.put(row.read(), row);
    }
  }

  void flush(AgentRef<Batch> out) {
    var list = new ArrayList<X>(); // fresh, so it can move; no annotation
    for (X row : rows.values()) {
      list.add(copy(row));
    }
    out.signal(new Batch(list, out)); // list ends here: using it below would be CAP101
  }

  private static X copy(@Box X row) { // borrows, reads
    X copy = new X();
    copy.setN(row.read());
    return copy;
  }
  // endregion
}
