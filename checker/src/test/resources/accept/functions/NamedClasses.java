package accept.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Val;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Classes below a val interface: val, records, enums, anonymous ones, and shared ones. */
class NamedClasses {
  @Val interface Recorder {
    void record(String what);
  }

  @Val static final class Prefixed implements Recorder {
    private final String prefix;
    private final Recorder next;

    Prefixed(String prefix, Recorder next) {
      this.prefix = prefix;
      this.next = next;
    }

    @Override public void record(String what) {
      next.record(prefix + what);
    }
  }

  record Both(Recorder left, Recorder right) implements Recorder {
    @Override public void record(String what) {
      left.record(what);
      right.record(what);
    }
  }

  enum Nowhere implements Recorder {
    NOWHERE;

    @Override public void record(String what) {}
  }

  @Shared("a lock guards the list")
  static final class Locked implements Recorder {
    private final List<String> lines = new java.util.ArrayList<>();

    @Override public synchronized void record(String what) {
      lines.add(what);
    }
  }

  void t(AgentRef<Recorder> out, ConcurrentLinkedQueue<String> seen) {
    out.signal(new Prefixed("a", Nowhere.NOWHERE));
    out.signal(new Both(new Locked(), Nowhere.NOWHERE));
    Recorder anonymous = new Recorder() {
      private final int times = 2;

      @Override public void record(String what) {
        for (int i = 0; i < times; i++) {
          seen.add(what);
        }
      }
    };
    out.signal(anonymous);
    anonymous.record("kept");
  }
}
