package accept.rules;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** The example of the page of CAP104. */
class Cap104 {
  // region good
  interface Handler {
    void handle(@Iso X x);
  }

  static void register(Handler handler) {}

  void t() {
    Runnable send = () -> K.send(new X());
    send.run();
    register(each -> K.send(each));
  }
  // endregion
}
