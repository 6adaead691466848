package reject.tries;

import support.K;

/** A caught exception may carry state of others. */
class ExceptionObjectSent {
  void t() {
    try {
      K.may();
    } catch (Exception e) {
      K.send(e); // expect: CAP102
    }
  }
}
