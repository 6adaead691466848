package reject.inheritance;

import io.leanagentic.capability.Cap;
import io.leanagentic.capability.ReadOnly;
import io.leanagentic.capability.Val;
import support.K;

/** A default method that promises to read must read. */
class DefaultMethodWrites {
  interface Counter {
    void add();
    @ReadOnly default int next() {
      add(); // expect: CAP203
      return 1;
    }
  }

  static final class Counting implements Counter {
    private int n;

    @Override public void add() { n++; }
  }

  void t() {
    @Val Counter shared = Cap.freeze(new Counting());
    K.send(shared);
    shared.next();
  }
}
