package reject.readonly;

import io.leanagentic.capability.ReadOnly;
import support.X;

/** A reading method may not store what it lends. */
class ReadOnlyLeaksRef {
  private final X x = new X();
  static final class Keeper {
    private X kept = new X();
    void keep(X x) { kept = x; }
  }
  @ReadOnly void lend(Keeper keeper) {
    keeper.keep(x); // expect: CAP204
  }
}
