package reject.rules;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** The example of the page of CAP401. */
class Cap401 {
  // region bad
  interface Sink {
    void put(X x);
  }

  static class Taking implements Sink {
    @Override public void put(@Iso X x) { // expect: CAP401
      K.send(x);
    }
  }
  // endregion
}
