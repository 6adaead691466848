package accept.aliasing;

import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** Two graphs that never met move apart. */
class TwoSeparateRegions {
  void t() {
    List<X> left = new ArrayList<>();
    List<X> right = new ArrayList<>();
    left.add(new X());
    right.add(new X());
    K.send(left);
    right.get(0).mutate();
    K.send(right);
  }
}
