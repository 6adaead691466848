package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.testing.LogLines;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loggers print which method called them; a user can look up what that says. */
final class LogSourceTest {
  @Test
  void theLinesOfARuntimeNameItAsTheirSource() throws Exception {
    try (var log = LogLines.read()) {
      try (var runtime = AgentRuntime.start()) {
        var config = AgentConfig.DEFAULT.withSupervision(Supervision.stop());
        AgentRef<String> fails =
            runtime.spawn(
                "log-source",
                config,
                (context, text) -> {
                  throw new IllegalStateException(text);
                });
        fails.signal("a worker logs this");
        fails.termination(Duration.ofSeconds(30)).join();
        fails.signal("and this thread a dead letter");
      }
      assertEquals(
          List.of(
              "io.leanagentic.AgentRuntime: /log-source failed, STOP",
              "io.leanagentic.AgentRuntime: dead letter to /log-source: java.lang.String (STOPPED)"),
          log.withSources().stream().filter(line -> line.contains("/log-source")).toList());
    }
  }
}
