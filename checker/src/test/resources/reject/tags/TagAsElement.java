package reject.tags;

import io.leanagentic.capability.Tag;
import java.util.List;
import support.X;

/** Nor by way of a list. */
class TagAsElement {
  void t(List<@Tag X> xs) {
    xs.get(0).mutate(); // expect: CAP205
  }
}
