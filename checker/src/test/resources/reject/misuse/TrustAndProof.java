package reject.misuse;

import io.leanagentic.capability.TrustedVal;
import io.leanagentic.capability.Val;

/** Proved or believed, not both. */
class TrustAndProof {
  @Val @TrustedVal("twice") static final class Both {} // expect: CAP001
}
