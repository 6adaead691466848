package reject.arrays;

import support.K;
import support.X;

/** A clone shares its elements. */
class CloneOfReferences {
  private final X[] mine = {new X()};
  void t() {
    K.send(mine.clone()); // expect: CAP102
  }
}
