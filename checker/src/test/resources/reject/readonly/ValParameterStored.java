package reject.readonly;

import io.leanagentic.capability.Val;
import support.X;

/** A val does not become a mutable field. */
class ValParameterStored {
  private X mine = new X();
  void t(@Val X x) {
    mine = x; // expect: CAP204
  }
}
