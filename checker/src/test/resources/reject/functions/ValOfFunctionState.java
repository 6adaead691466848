package reject.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** What makes a lambda mutable is named: the object around it, a queue of what may be anything. */
class ValOfFunctionState {
  record Source(@Val Supplier<String> text) implements Message {}

  private final List<String> lines = new ArrayList<>();

  void t(AgentRef<Source> out) {
    out.signal(new Source(() -> lines.toString())); // expect: CAP202
    var seen = new ConcurrentLinkedQueue<Object>();
    out.signal(new Source(() -> seen.toString())); // expect: CAP202
  }
}
