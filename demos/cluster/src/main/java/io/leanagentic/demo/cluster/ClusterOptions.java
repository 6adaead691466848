package io.leanagentic.demo.cluster;

import io.leanagentic.examples.console.UsageException;
import java.util.Iterator;
import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param help whether to explain and do nothing else
 * @param seconds how long the bars take at least
 * @param color whether color is allowed
 */
record ClusterOptions(boolean help, int seconds, boolean color) {

  private static final int LEAST = 10;
  private static final int MOST = 600;

  static final String HELP =
      """
      Three processes trade on one ledger, and the result is exact to the cent.

      Analyzers on all three nodes turn real prices into orders. One engine carries
      them out: the one that has the lease; the others wait for it. Orders and fills
      are in a ledger that all three nodes keep. The process of the engine is killed
      and started again; then that of the next engine is stopped for longer than its
      lease lasts, and goes on with a token that is too old. At the end, the ledger
      must be equal to what one process without a cluster comes to.

      It ends by itself, within about a minute. The exit code is 1 if the ledger is
      not equal, or anything else went wrong.

        --seconds N                how long the bars take at least (20; 10 to 600)
        --no-color                 plain text, also on a terminal
        --help                     this text
      """;

  /**
   * Reads a command line.
   *
   * @throws UsageException if there is something in it that means nothing
   */
  static ClusterOptions parse(List<String> arguments) {
    boolean help = false;
    boolean color = true;
    int seconds = 20;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      if (argument.equals("--help") || argument.equals("-h")) {
        help = true;
      } else if (argument.equals("--no-color")) {
        color = false;
      } else if (argument.startsWith("--seconds=")) {
        seconds = seconds(argument.substring("--seconds=".length()));
      } else if (argument.equals("--seconds")) {
        if (!rest.hasNext()) {
          throw new UsageException("option --seconds needs a value; see --help");
        }
        seconds = seconds(rest.next());
      } else {
        throw new UsageException("unknown option \"" + argument + "\"; see --help");
      }
    }
    return new ClusterOptions(help, seconds, color);
  }

  private static int seconds(String value) {
    if (value.matches("\\d{1,3}")) {
      int seconds = Integer.parseInt(value);
      if (seconds >= LEAST && seconds <= MOST) {
        return seconds;
      }
    }
    throw new UsageException(
        "option --seconds is \"%s\"; allowed: a whole number from %d to %d"
            .formatted(value, LEAST, MOST));
  }
}
