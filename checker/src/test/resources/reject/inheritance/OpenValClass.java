package reject.inheritance;

import io.leanagentic.capability.Val;

/** A class that can be extended is not val. */
class OpenValClass {
  @Val static class Money { // expect: CAP202
    final long cents;
    Money(long cents) { this.cents = cents; }
  }
}
