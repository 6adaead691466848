package reject.inheritance;

import io.leanagentic.capability.Val;
import support.K;

/** A class that can be extended is not val. */
class OpenValClass {
  @Val static class Money { // expect: CAP202
    final long cents;
    Money(long cents) { this.cents = cents; }
  }

  static class Rich extends Money { // expect: CAP202
    int notes;
    Rich() { super(1); }
  }

  void t() {
    Rich rich = new Rich();
    Money money = rich;
    K.send(money);
    rich.notes++;
  }
}
