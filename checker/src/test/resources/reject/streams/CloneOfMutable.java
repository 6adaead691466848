package reject.streams;

import java.util.ArrayList;
import support.K;
import support.X;

/** A clone shares its elements. */
class CloneOfMutable {
  private final ArrayList<X> xs = new ArrayList<>();

  void t() {
    K.send(xs.clone()); // expect: CAP102
  }
}
