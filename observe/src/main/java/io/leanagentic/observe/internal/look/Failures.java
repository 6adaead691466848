package io.leanagentic.observe.internal.look;

import java.util.Arrays;

/** Users' exceptions in a line. */
public final class Failures {
  private static final int LONGEST = 200;

  private Failures() {}

  /** Its class, the beginning of its message, and the first frame that is not the JDK's. */
  public static String text(Throwable failure) {
    String message;
    try {
      message = failure.getMessage();
    } catch (Throwable odd) {
      message = null; // users' code: it may throw, and then there is none
    }
    String text = failure.getClass().getName();
    if (message != null) {
      text += ": " + (message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message);
    }
    return text + where(failure);
  }

  private static String where(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .filter(frame -> !frame.getClassName().startsWith("java."))
        .findFirst()
        .map(frame ->
            ", at "
                + frame.getClassName()
                + "."
                + frame.getMethodName()
                + " ("
                + frame.getFileName()
                + ":"
                + frame.getLineNumber()
                + ")")
        .orElse("");
  }
}
