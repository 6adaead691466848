package reject.rules;

import java.util.List;
import support.K;
import support.X;

/** The example of the page of CAP104. */
class Cap104 {
  // region bad
  void t(List<X> xs) {
    X x = new X();
    Runnable send = () -> K.send(x); // expect: CAP104
    send.run();
    xs.forEach(each -> K.send(each)); // expect: CAP104
  }
  // endregion
}
