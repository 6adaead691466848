package reject.generics;

import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import support.X;

/** A copy of a list of val still holds val. */
class ValThroughCopy {
  void t(List<@Val X> xs) {
    var copy = new ArrayList<X>(xs);
    copy.get(0).mutate(); // expect: CAP203
  }
}
