package reject.inheritance;

import support.K;
import support.X;

/** A method of the superclass may store its argument. */
class SuperStores {
  static class Base {
    private X kept;
    void keep(X x) { kept = x; }
    void use() { kept.mutate(); }
  }
  static class Derived extends Base {
    void t() {
      X x = new X();
      keep(x);
      K.send(x); // expect: CAP102
    }
  }
}
