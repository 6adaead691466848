package reject.statics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The list behind the view is still there. */
class UnmodifiableViewOfAnother {
  private static final List<String> ALL = new ArrayList<>();
  private static final List<String> VIEW = Collections.unmodifiableList(ALL);

  static void add(String word) {
    ALL.add(word); // expect: CAP301
  }
}
