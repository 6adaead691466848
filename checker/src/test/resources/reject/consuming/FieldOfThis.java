package reject.consuming;

import io.leanagentic.capability.Cap;
import support.K;
import support.X;

/** A field cannot be consumed. */
class FieldOfThis {
  private X spare = new X();
  void t() {
    X mine = Cap.consume(spare); // expect: CAP103
    K.send(mine);
    spare.mutate();
  }
}
