package reject.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import support.X;

/** A class below a val interface that is not val itself, or shared and could keep what it gets. */
class NamedClassWithState {
  @Val interface Recorder {
    void record(X what);
  }

  static final class Keeping implements Recorder { // expect: CAP202
    private final List<X> all = new ArrayList<>();

    @Override public void record(X what) {
      all.add(what);
    }
  }

  @Shared("a lock guards the list")
  static final class Locked implements Recorder { // expect: CAP202
    private final List<X> all = new ArrayList<>();

    @Override public synchronized void record(X what) {
      all.add(what);
    }
  }

  @Val static final class Holding<T> implements Recorder {
    private final T kept; // expect: CAP202

    Holding(T kept) {
      this.kept = kept;
    }

    @Override public void record(X what) {}
  }

  void t(AgentRef<Recorder> out, X x) {
    Recorder keeping = new Keeping();
    keeping.record(x);
    out.signal(keeping);
    keeping.record(x);
  }
}
