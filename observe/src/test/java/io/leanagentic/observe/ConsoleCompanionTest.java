package io.leanagentic.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRuntime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleCompanionTest {
  private static final String PROPERTY = "leanagentic.console";
  private static final String ANY_URL = "http://127\\.0\\.0\\.1:\\d+/\\?token=\\p{XDigit}{32}";

  /** A runtime that was started with the property set; and what that printed. */
  private record Started(long callbackFailures, String printed) {}

  private static Started start(String value) {
    PrintStream standard = System.err;
    var printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setProperty(PROPERTY, value);
    try (var runtime = AgentRuntime.start()) {
      return new Started(
          runtime.metrics().callbackFailures(), printed.toString(StandardCharsets.UTF_8).strip());
    } finally {
      System.clearProperty(PROPERTY);
      System.setErr(standard);
    }
  }

  @Test
  void thePropertyOpensAConsoleAtItsPort() throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Started started = start(" " + port);
    assertTrue(
        started.printed().startsWith("console: http://127.0.0.1:" + port + "/?token="),
        started::toString);
    assertEquals(0, started.callbackFailures());
  }

  @Test
  void withoutANumberAnyPortWillDo() {
    assertTrue(start("").printed().matches("console: " + ANY_URL));
  }

  @Test
  void ifThePortIsTakenAnotherIsUsed() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Started started = start(Integer.toString(taken.getLocalPort()));
      assertTrue(
          started
              .printed()
              .matches(
                  "console: "
                      + ANY_URL
                      + " \\(no console at 127\\.0\\.0\\.1, port "
                      + taken.getLocalPort()
                      + ": .*\\)"),
          started::toString);
      assertEquals(0, started.callbackFailures());
    }
  }

  @Test
  void nonsenseIsNamedAndDoesTheRuntimeNoHarm() {
    try (var runtime = AgentRuntime.start()) {
      var companion = new ConsoleCompanion();
      var nonsense =
          assertThrows(IllegalArgumentException.class, () -> companion.begin(runtime, "here"));
      assertEquals(
          "leanagentic.console is 'here'; allowed: a port, 0 to 65535", nonsense.getMessage());
      var large =
          assertThrows(IllegalArgumentException.class, () -> companion.begin(runtime, "65536"));
      assertEquals("port is 65536; allowed: 0 to 65535", large.getMessage());
    }
    assertEquals(new Started(1, ""), start("here"));
  }
}
