package reject.readonly;

import io.leanagentic.capability.ReadOnly;

/** A method that promises to read may not write. */
class ReadOnlyWrites {
  private int reads;
  @ReadOnly int get() {
    reads++; // expect: CAP203
    return 1;
  }
}
