package reject.inheritance;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** An override cannot demand that the argument is given up. */
class DemandsMore {
  interface Sink { void put(X x); }
  static class Taking implements Sink {
    @Override public void put(@Iso X x) { K.send(x); } // expect: CAP401
  }
}
