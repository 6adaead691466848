package reject.messages;

import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import support.K;
import support.X;

/** The accessor reads a part; it does not move it. */
class IsoAccessorIsNotIso {
  record Load(@Iso X x) implements Message {}
  void t(Load load) {
    K.send(load.x()); // expect: CAP102
  }
}
