package reject.streams;

import io.leanagentic.capability.Iso;
import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** Called with mutable elements, a function may keep them. */
class ElementsCalledAndKept {
  private final List<X> seen = new ArrayList<>();

  void t(@Iso List<X> xs) {
    xs.forEach(seen::add);
    K.send(xs); // expect: CAP102
  }
}
