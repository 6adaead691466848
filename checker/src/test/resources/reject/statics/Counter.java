package reject.statics;


/** A static counter is written by all agents. */
class Counter {
  private static int count;
  void t() {
    count++; // expect: CAP302
  }
}
