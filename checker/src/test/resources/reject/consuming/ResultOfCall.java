package reject.consuming;

import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** The result of a call has no name to end. */
class ResultOfCall {
  @Iso X make() { return new X(); }
  void t() {
    K.takeIso(Cap.consume(make())); // expect: CAP103
  }
}
