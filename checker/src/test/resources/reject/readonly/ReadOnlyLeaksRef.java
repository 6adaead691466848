package reject.readonly;

import io.leanagentic.capability.Cap;
import io.leanagentic.capability.ReadOnly;
import io.leanagentic.capability.Val;
import support.K;
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

  static void t(Keeper keeper) {
    @Val ReadOnlyLeaksRef shared = Cap.freeze(new ReadOnlyLeaksRef());
    K.send(shared);
    shared.lend(keeper);
    keeper.kept.mutate();
  }
}
