package reject.readonly;

import io.leanagentic.capability.Val;
import java.util.List;
import support.K;
import support.X;

/** An iterator over a val list is not itself val. */
class IteratorOfVal {
  void t(@Val List<X> xs) {
    var iterator = xs.iterator();
    K.send(iterator); // expect: CAP204
    iterator.next();
  }
}
