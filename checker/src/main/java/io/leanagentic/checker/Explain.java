package io.leanagentic.checker;

import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.RulePages;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints what the errors of the checker mean: {@code java -jar lean-agentic-checker.jar CAP101}.
 */
public final class Explain {
  private Explain() {}

  /**
   * Prints the page of each code given, or the list of all codes. Exits with 2 if one is unknown.
   */
  public static void main(String... arguments) {
    System.exit(run(System.out, System.err, arguments));
  }

  /** Like {@link #main}, but returns the exit code. */
  static int run(PrintStream out, PrintStream err, String... arguments) {
    if (arguments.length == 0 || List.of(arguments).contains("--help")) {
      out.println("Usage: java -jar lean-agentic-checker.jar CODE...");
      out.println("Prints what an error of the checker means, with bad and good code:");
      for (DiagnosticCode code : DiagnosticCode.values()) {
        out.println("  " + code + "  " + RulePages.title(code));
      }
      return 0;
    }
    for (String argument : arguments) {
      DiagnosticCode code;
      try {
        code = DiagnosticCode.valueOf(argument.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException unknown) {
        err.println("code is '" + argument + "'; allowed: " + codes());
        return 2;
      }
      out.print(RulePages.text(code));
    }
    return 0;
  }

  private static String codes() {
    return Arrays.stream(DiagnosticCode.values())
        .map(DiagnosticCode::name)
        .collect(Collectors.joining(", "));
  }
}
