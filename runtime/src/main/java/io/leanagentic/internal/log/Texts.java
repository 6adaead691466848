package io.leanagentic.internal.log;

/** Texts of users' objects. Throws nothing, whatever their methods do. */
public final class Texts {
  private static final int LONG = 1000;
  private static final int SHOWN = 300;
  private static final int LAST_VISIBLE = 126;

  private Texts() {}

  /** The text of {@code failure}, or its class if it gives none. */
  public static String of(Throwable failure) {
    try {
      return String.valueOf(failure.toString());
    } catch (Throwable odd) {
      return failure.getClass().getName()
          + " (its toString() threw "
          + odd.getClass().getName()
          + ")";
    }
  }

  /** The message of {@code failure}, or its class if it has none. */
  public static String message(Throwable failure) {
    try {
      return String.valueOf(failure.getMessage());
    } catch (Throwable odd) {
      return failure.getClass().getName()
          + " (its getMessage() threw "
          + odd.getClass().getName()
          + ")";
    }
  }

  /** The text of {@code value}, or of its beginning, in which nothing can pass for another line. */
  public static String oneLine(Object value, int most) {
    String text;
    try {
      text = String.valueOf(value.toString());
    } catch (Throwable odd) {
      text = value.getClass().getName();
    }
    var line = new StringBuilder();
    text.codePoints().limit(most).forEach(c -> line.appendCodePoint(isPrintable(c) ? c : '?'));
    return text.length() > most ? line + "..." : line.toString();
  }

  private static boolean isPrintable(int c) {
    return c <= LAST_VISIBLE ? c >= ' ' : Character.isLetterOrDigit(c);
  }

  /** {@code path} without its middle if it is very long. */
  public static String brief(String path) {
    return path.length() <= LONG
        ? path
        : path.substring(0, SHOWN)
            + " ... "
            + (path.length() - 2 * SHOWN)
            + " more characters ... "
            + path.substring(path.length() - SHOWN);
  }
}
