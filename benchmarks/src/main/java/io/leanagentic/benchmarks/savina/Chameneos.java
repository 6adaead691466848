package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import java.util.List;

/**
 * Creatures meet in pairs at a mall and change their colours. The result is the sum of meetings
 * each remembers.
 *
 * @param creatures how many
 * @param meetings until the mall closes
 */
public record Chameneos(int creatures, int meetings) implements Problem {
  /** Of a creature. */
  public enum Color {
    /** First. */
    RED,
    /** Second. */
    YELLOW,
    /** Third. */
    BLUE,
    /** Of those who are done. */
    FADED;

    private static final List<Color> BRIGHT = List.of(RED, YELLOW, BLUE);

    /** That of creature {@code number} at first. */
    public static Color of(int number) {
      return BRIGHT.get(number % BRIGHT.size());
    }

    /** The colour after a meeting: the same if both are the same, else the third. */
    public Color meet(Color other) {
      if (this == other) {
        return this;
      }
      return switch (this) {
        case RED -> other == YELLOW ? BLUE : YELLOW;
        case YELLOW -> other == RED ? BLUE : RED;
        case BLUE -> other == RED ? YELLOW : RED;
        case FADED -> FADED;
      };
    }
  }

  @Override
  public String name() {
    return "chameneos";
  }

  @Override
  public String size() {
    return sized(creatures, "creatures, ") + sized(meetings, "meetings");
  }

  @Override
  public long expected() {
    return 2L * meetings;
  }
}
