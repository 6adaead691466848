package accept.readonly;

import io.leanagentic.capability.Box;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import support.X;

/** New objects made of parts of a val. */
class CopyOutOfVal {
  static X copy(@Box X x) {
    X copy = new X();
    copy.setN(x.read());
    copy.y.v = x.y.v;
    return copy;
  }
  @Iso X fresh(@Val X x) {
    X copy = new X();
    copy.setN(x.n);
    return copy;
  }
}
