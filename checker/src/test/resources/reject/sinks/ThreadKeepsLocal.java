package reject.sinks;

import support.X;

/** A local given to a thread is gone. */
class ThreadKeepsLocal {
  void t() {
    X x = new X();
    Thread.ofVirtual().start(() -> x.mutate());
    x.mutate(); // expect: CAP101
  }
}
