package accept.consuming;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** It is moved as it is. */
class ResultOfCall {
  @Iso X make() { return new X(); }
  void t() {
    K.takeIso(make());
  }
}
