package reject.statics;

import java.util.ArrayList;
import java.util.List;
import support.X;

/** The static field of another class. */
class OtherClass {
  static class Registry {
    static List<X> all = new ArrayList<>();
  }
  void t() {
    Registry.all.clear(); // expect: CAP301
  }
}
