package accept.separate;

import io.leanagentic.capability.Iso;
import java.util.ArrayList;
import java.util.List;
import support.K;

/** A copy of what is val does not. */
class ThroughAList {
  static void give(List<String> all, @Iso List<String> one) {
    K.send(one);
    all.clear();
  }
  void t() {
    List<String> names = new ArrayList<>();
    names.add("a");
    give(names, new ArrayList<>(names));
  }
}
