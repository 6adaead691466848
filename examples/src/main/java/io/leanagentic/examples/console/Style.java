package io.leanagentic.examples.console;

import java.io.Console;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/**
 * What the terminal or file that text goes to understands.
 *
 * @param terminal whether a line can be written over
 * @param color whether escapes for color are understood
 * @param unicode whether there are more letters than ASCII's
 */
public record Style(boolean terminal, boolean color, boolean unicode) {

  /** Lines of ASCII. */
  public static final Style PLAIN = new Style(false, false, false);

  private static final String BARS = "▁▂▃▄▅▆▇█";

  /** What this program's output understands; {@code environment} may forbid color. */
  public static Style of(PrintStream out, boolean colorAllowed, Map<String, String> environment) {
    // Without a console there is none or one that is not a terminal, depending on the JDK.
    boolean terminal =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
            && !"dumb".equals(environment.get("TERM"));
    boolean color = terminal && colorAllowed && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Style(terminal, color, out.charset().newEncoder().canEncode('█'));
  }

  /** Important. */
  public String strong(String text) {
    return code("1", text);
  }

  /** Beside the point. */
  public String faint(String text) {
    return code("2", text);
  }

  /** A heading. */
  public String heading(String text) {
    return code("1;36", text);
  }

  /** Green for a gain, red for a loss. */
  public String signed(double value, String text) {
    return value > 0 ? code("32", text) : value < 0 ? code("31", text) : text;
  }

  /** Wants attention. */
  public String alarm(String text) {
    return code("33", text);
  }

  private String code(String code, String text) {
    return color ? "\033[" + code + "m" + text + "\033[0m" : text;
  }

  /** The letters of {@code text}, or the nearest in ASCII. */
  public String letters(String text) {
    return unicode
        ? text
        : text.replace("→", "->").replace("·", "-").replace("µ", "u").replace("−", "-");
  }

  /** A bar of {@code width}, filled to {@code share}. */
  public String meter(double share, int width) {
    int full = (int) Math.round(share * width);
    return (unicode ? "█" : "#").repeat(full)
        + faint((unicode ? "░" : ".").repeat(Math.max(0, width - full)));
  }

  /**
   * A small picture of {@code values} between {@code least} and {@code most}; empty if there are no
   * letters for it.
   */
  public String sparkline(double[] values, double least, double most) {
    var line = new StringBuilder();
    for (double value : unicode ? values : new double[0]) {
      double share = most > least ? (value - least) / (most - least) : 0;
      line.append(BARS.charAt(Math.clamp(Math.round(share * (BARS.length() - 1)), 0, 7)));
    }
    return line.toString();
  }
}
