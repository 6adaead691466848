package io.leanagentic;

import io.leanagentic.capability.Val;
import java.util.Objects;

/**
 * The name of a value that goes along with messages, and its type; see {@link AgentRuntime#with}.
 * The name alone decides which value it is, as in a log's context.
 *
 * @param name 1 to 64 letters, digits, dots, hyphens and underscores of ASCII
 * @param type the class of its values
 * @param <T> its values
 */
@Val
public record ContextKey<T>(String name, Class<T> type) {
  private static final int LONGEST = 64;

  /** Checks the name. */
  public ContextKey {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    boolean fine = !name.isEmpty() && name.length() <= LONGEST;
    for (int i = 0; fine && i < name.length(); i++) {
      char c = name.charAt(i);
      fine =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '-'
              || c == '_';
    }
    if (!fine) {
      throw new IllegalArgumentException(
          "name of a context key has "
              + name.length()
              + " characters; allowed: 1 to "
              + LONGEST
              + " letters, digits, dots, hyphens and underscores of ASCII");
    }
  }

  /** The key of a text. */
  public static ContextKey<String> of(String name) {
    return new ContextKey<>(name, String.class);
  }
}
