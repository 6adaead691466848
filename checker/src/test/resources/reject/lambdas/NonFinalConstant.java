package reject.lambdas;

import support.K;

/** A field that may change is read by two threads. */
class NonFinalConstant {
  private String name = "a";
  void rename(String to) { name = to; }
  void t() {
    Runnable quiet = () -> System.out.println(name);
    K.send(quiet); // expect: CAP102
  }
}
