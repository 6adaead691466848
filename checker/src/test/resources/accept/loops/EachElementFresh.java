package accept.loops;

import java.util.List;
import support.K;
import support.X;

/** Each round sends its own object. */
class EachElementFresh {
  void t(List<String> names) {
    for (String name : names) {
      X x = new X(name);
      K.send(x);
    }
  }
}
