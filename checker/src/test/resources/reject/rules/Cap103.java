package reject.rules;

import io.leanagentic.capability.Cap;
import support.K;
import support.X;

/** The example of the page of CAP103. */
class Cap103 {
  // region bad
  private X spare = new X();

  void t() {
    K.takeIso(Cap.consume(spare)); // expect: CAP103
  }
  // endregion
}
