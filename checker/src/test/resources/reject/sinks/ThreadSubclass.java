package reject.sinks;

import support.X;

/** A thread that is started goes with all its fields. */
class ThreadSubclass {
  static class Worker extends Thread {
    final X x;
    Worker(X x) { this.x = x; }
    @Override public void run() { x.mutate(); }
  }
  void t() {
    X x = new X();
    Worker worker = new Worker(x);
    worker.start();
    x.mutate(); // expect: CAP101
  }
}
