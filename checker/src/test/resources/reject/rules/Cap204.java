package reject.rules;

import io.leanagentic.capability.Box;
import io.leanagentic.capability.Val;
import support.K;
import support.X;

/** The example of the page of CAP204. */
class Cap204 {
  // region bad
  private X mine = new X();

  void t(@Val X x, @Box X borrowed) {
    mine = x; // expect: CAP204
    K.send(borrowed); // expect: CAP204
  }
  // endregion
}
