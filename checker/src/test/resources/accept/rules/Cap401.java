package accept.rules;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** The example of the page of CAP401. */
class Cap401 {
  // region good
  interface Sink {
    void put(@Iso X x);
  }

  static class Taking implements Sink {
    @Override public void put(@Iso X x) {
      K.send(x);
    }
  }
  // endregion
}
