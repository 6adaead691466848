package io.leanagentic.observe;

import io.leanagentic.AgentRuntime;
import io.leanagentic.extension.Companion;
import java.io.UncheckedIOException;

/**
 * Starts a console with each runtime, if the system property {@code leanagentic.console} is set.
 */
public final class ConsoleCompanion implements Companion {

  /** For the service loader. */
  public ConsoleCompanion() {}

  /**
   * Starts a console for {@code runtime}, and prints where it is.
   *
   * @param value the port: 0 or nothing for any. If it is taken, maybe by the console of another
   *     runtime, another one is used
   */
  @Override
  public void begin(AgentRuntime runtime, String value) {
    ConsoleConfig config = ConsoleConfig.DEFAULT.withPort(port(value));
    String remark = "";
    Console console;
    try {
      console = Console.start(runtime, config);
    } catch (UncheckedIOException e) {
      remark = " (" + e.getMessage() + ")";
      console = Console.start(runtime, ConsoleConfig.DEFAULT);
    }
    System.err.println("console: " + console.url() + remark);
  }

  private static int port(String value) {
    try {
      return value.isBlank() ? 0 : Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "leanagentic.console is '" + value + "'; allowed: a port, 0 to 65535", e);
    }
  }
}
