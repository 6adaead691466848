package accept.generics;

import io.leanagentic.capability.Iso;
import support.K;

/** A bound that is final and immutable does. */
class BoundedByVal {
  enum Side { BUY, SELL }
  static <T extends Side> void give(T t) {
    K.send(t);
    K.send(t);
  }
  static <T extends Record> void own(@Iso T t) {
    K.send(t);
  }
}
