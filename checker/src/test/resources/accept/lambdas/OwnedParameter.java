package accept.lambdas;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** The functional interface says that the parameter is given. */
class OwnedParameter {
  interface Handler {
    void handle(@Iso X x);
  }
  static void register(Handler handler) {}
  void t() {
    register(x -> K.send(x));
    register(K::takeIso);
    register(K::send);
  }
}
