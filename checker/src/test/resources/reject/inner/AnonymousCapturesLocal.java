package reject.inner;

import support.K;
import support.X;

/** An anonymous class takes its captures with it. */
class AnonymousCapturesLocal {
  void t() {
    X x = new X();
    Runnable run = new Runnable() {
      @Override public void run() { x.mutate(); }
    };
    K.send(run);
    x.mutate(); // expect: CAP101
  }
}
