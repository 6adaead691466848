package accept.escapes;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Cap;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.TrustedVal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import support.K;
import support.X;

/** Each escape, with its reason. */
class Trusted {
  @TrustedVal("never written after it is parsed") static final class Tree {
    private final List<String> nodes = new ArrayList<>();
    int size() { return nodes.size(); }
  }
  @Shared("atomic inside") static final class Meter {
    private final AtomicLong hits = new AtomicLong();
    void hit() { hits.incrementAndGet(); }
  }
  record Parsed(Tree tree, Meter meter) implements Message {}
  @CapUnchecked("bridges to code that copies by itself")
  void raw(X x) {
    K.send(x);
  }
  void t(AgentRef<Parsed> out, X x) {
    Parsed parsed = new Parsed(new Tree(), new Meter());
    out.signal(parsed);
    out.signal(parsed);
    parsed.meter().hit();
    K.send(Cap.assumeIso(x));
    System.out.println(parsed.tree().size());
  }
}
