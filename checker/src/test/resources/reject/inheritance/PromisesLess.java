package reject.inheritance;

import io.leanagentic.capability.Iso;
import support.X;

/** An override cannot give back less than was promised. */
class PromisesLess {
  abstract static class Source {
    @Iso abstract X next();
  }
  static class Kept extends Source {
    private final X one = new X();
    @Override X next() { return one; } // expect: CAP401
  }
}
