package accept.inner;

import support.K;
import support.X;

/** A static nested object captures nothing. */
class StaticNested {
  static class Work {
    private final X x = new X();
    void run() { x.mutate(); }
  }
  void t() {
    Work work = new Work();
    work.run();
    K.send(work);
  }
}
