package reject.misuse;

import io.leanagentic.capability.Iso;

/** There is no result to speak of. */
class VoidResult {
  @Iso void t() {} // expect: CAP001
}
