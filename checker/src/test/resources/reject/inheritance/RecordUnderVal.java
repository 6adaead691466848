package reject.inheritance;

import io.leanagentic.capability.Val;
import support.K;

/** A record below a val interface is deeply immutable. */
class RecordUnderVal {
  @Val sealed interface Fact {}
  record Good(String s) implements Fact {}
  record Bad(StringBuilder s) implements Fact {} // expect: CAP202

  void t() {
    var text = new StringBuilder();
    Fact fact = new Bad(text);
    K.send(fact);
    text.append("x");
  }
}
