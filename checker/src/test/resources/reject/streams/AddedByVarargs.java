package reject.streams;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import support.K;

/** What is added as one of several elements is kept as it is. */
class AddedByVarargs {
  void t() {
    List<List<String>> all = new ArrayList<>();
    List<String> one = new ArrayList<>();
    Collections.addAll(all, one);
    K.send(all);
    one.add("x"); // expect: CAP101
  }
}
