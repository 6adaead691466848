package reject.inner;

import support.K;
import support.X;

/** A captured name is not the anonymous class's to give. */
class AnonymousSendsCaptured {
  void t() {
    X x = new X();
    Runnable run = new Runnable() {
      @Override public void run() {
        K.send(x); // expect: CAP104
      }
    };
    run.run();
  }
}
