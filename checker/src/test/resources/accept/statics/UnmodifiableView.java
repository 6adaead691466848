package accept.statics;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** A view that cannot be written, of what nobody else has. */
class UnmodifiableView {
  private static final Set<String> WORDS =
      Collections.unmodifiableSet(new HashSet<>(Arrays.asList("a", "b")));

  boolean t(String word) {
    return WORDS.contains(word);
  }
}
