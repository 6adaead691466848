package reject.inner;

import support.K;
import support.X;

/** A local class takes its captures with each of its objects. */
class LocalClassCaptures {
  void t() {
    X x = new X();
    class Worker {
      void work() { x.mutate(); }
    }
    Worker worker = new Worker();
    K.send(worker);
    x.mutate(); // expect: CAP101
  }
}
