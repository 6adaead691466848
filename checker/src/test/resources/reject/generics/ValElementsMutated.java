package reject.generics;

import io.leanagentic.capability.Val;
import java.util.List;
import support.X;

/** Elements written as val cannot be written. */
class ValElementsMutated {
  void t(List<@Val X> xs) {
    xs.get(0).mutate(); // expect: CAP203
  }
}
