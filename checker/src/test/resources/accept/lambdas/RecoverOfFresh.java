package accept.lambdas;

import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Iso;
import support.X;
import support.Y;

/** A recover that builds from fresh parts. */
class RecoverOfFresh {
  @Iso X t() {
    return Cap.recover(() -> {
      X x = new X();
      x.setY(new Y());
      return x;
    });
  }
}
