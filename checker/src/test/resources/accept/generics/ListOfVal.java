package accept.generics;

import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** Frozen values in a list, read and shared. */
class ListOfVal {
  private final List<@Val X> mine = new ArrayList<>();
  void add(@Iso X x) {
    mine.add(Cap.freeze(x));
  }
  void t() {
    for (X x : mine) {
      K.send(x);
      System.out.println(x.read());
    }
    K.takeVal(mine.get(0));
    mine.forEach(x -> K.takeVal(x));
  }
}
