package accept.rules;

import io.leanagentic.capability.Box;
import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Val;
import support.K;
import support.X;

/** The example of the page of CAP204. */
class Cap204 {
  // region good
  @Val private X shared = Cap.freeze(new X());

  static X copy(@Box X x) {
    X copy = new X();
    copy.setN(x.read());
    return copy;
  }

  void t(@Val X x, @Box X borrowed) {
    shared = x;
    K.send(copy(borrowed));
  }
  // endregion
}
