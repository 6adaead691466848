package reject.inheritance;

import io.leanagentic.capability.ReadOnly;

/** A default method that promises to read must read. */
class DefaultMethodWrites {
  interface Counter {
    void add();
    @ReadOnly default int next() {
      add(); // expect: CAP203
      return 1;
    }
  }
}
