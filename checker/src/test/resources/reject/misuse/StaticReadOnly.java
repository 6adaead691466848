package reject.misuse;

import io.leanagentic.capability.ReadOnly;

/** A static method has no receiver. */
class StaticReadOnly {
  @ReadOnly static int t() { // expect: CAP001
    return 1;
  }
}
