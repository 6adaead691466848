package reject.readonly;

import io.leanagentic.capability.Cap;
import io.leanagentic.capability.ReadOnly;
import io.leanagentic.capability.Val;
import support.K;

/** A method that promises to read may not write. */
class ReadOnlyWrites {
  private int reads;
  @ReadOnly int get() {
    reads++; // expect: CAP203
    return 1;
  }

  static void t() {
    @Val ReadOnlyWrites shared = Cap.freeze(new ReadOnlyWrites());
    K.send(shared);
    shared.get();
  }
}
