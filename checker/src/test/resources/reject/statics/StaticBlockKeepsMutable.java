package reject.statics;

import java.util.ArrayList;
import java.util.List;

/** What a static block leaves in the field can be written. */
class StaticBlockKeepsMutable {
  private static final List<String> WORDS;

  static {
    List<String> words = new ArrayList<>();
    words.add("a");
    WORDS = words;
  }

  void t() {
    WORDS.add("b"); // expect: CAP301
  }
}
