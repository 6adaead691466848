package io.leanagentic.internal.agent;

import java.util.Objects;

/** The names that users give to agents. They appear in log lines. */
public final class AgentNames {
  private static final int LONGEST = 200;

  private AgentNames() {}

  /** {@code name}, if an agent may have it. */
  public static String checked(String name) {
    if (Objects.requireNonNull(name, "name").isBlank()
        || name.indexOf('/') >= 0
        || name.startsWith("$")) {
      throw badName(name, "not blank, no '/', not beginning with '$'");
    }
    if (name.length() > LONGEST) {
      throw badName(name, "at most " + LONGEST + " characters");
    }
    if (name.codePoints().anyMatch(AgentNames::hides)) {
      throw badName(name, "no control characters, line ends or invisible ones");
    }
    return name;
  }

  private static IllegalArgumentException badName(String name, String allowed) {
    return new IllegalArgumentException(
        "agent name is '" + (name.isBlank() ? name : shown(name)) + "'; allowed: " + allowed);
  }

  /** Whether a character of a name could make one log line look like two, or like another. */
  private static boolean hides(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static String shown(String name) {
    var text = new StringBuilder();
    name.codePoints()
        .limit(LONGEST)
        .forEach(c -> {
          if (hides(c)) {
            text.append(String.format("\\u%04x", c));
          } else {
            text.appendCodePoint(c);
          }
        });
    return name.length() > LONGEST
        ? text + "... (" + name.length() + " characters)"
        : text.toString();
  }
}
