package io.leanagentic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRuntime;
import io.leanagentic.testkit.AgentTest.Mode;
import io.leanagentic.testkit.guide.RecordedBank;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@link AgentTest#record}: the file of a failed run is kept, and repeats it. */
final class RecordedTestTest {
  static final class Bank {
    // region recorded
    @AgentTest(mode = Mode.REAL, record = 100_000, schedules = 2_000)
    void depositsAddUp(AgentRuntime runtime) {
      assertEquals(40, RecordedBank.balance(runtime));
    }
    // endregion
  }

  @Test
  void aFailureOnRealWorkersIsRepeated() {
    String failure = Runs.of(Bank.class).failure();
    assertTrue(failure.startsWith("expected: <40> but was: <"), failure);
    String begin = "\nreplay: -Dtest=Bank#depositsAddUp -Dleanagentic.replay=";
    int at = failure.indexOf(begin);
    assertTrue(at > 0, failure);
    Path file = Path.of(failure.substring(at + begin.length()).strip());
    String again = replay(Bank.class, file).failure();
    assertEquals(firstLine(failure), firstLine(again));
    assertTrue(again.contains("\nreplay of " + file + ": Replayed[turns="), again);
    assertTrue(again.contains("Write 10 over any version -> /account"), again);
  }

  private static String firstLine(String text) {
    return text.substring(0, text.indexOf('\n'));
  }

  private static Runs replay(Class<?> type, Path file) {
    System.setProperty("leanagentic.replay", file.toString());
    try {
      return Runs.of(type);
    } finally {
      System.clearProperty("leanagentic.replay");
    }
  }

  static final class Passes {
    @AgentTest(mode = Mode.REAL, record = 10_000, schedules = 2)
    void passes(AgentRuntime runtime) {
      runtime.<String>spawn("agent", (context, message) -> {}).signal("hello");
    }
  }

  @Test
  void theFileOfARunThatPassesIsNotKept() {
    assertEquals(2, Runs.of(Passes.class).passed().size());
    assertFalse(Files.exists(Path.of("target/agent-tests/Passes.passes-seed-1.rec")));
  }

  static final class Simulated {
    @AgentTest(record = 10_000)
    void never(SimulatedRuntime runtime) {}
  }

  static final class TooFew {
    @AgentTest(mode = Mode.REAL, record = 17)
    void never(AgentRuntime runtime) {}
  }

  @Test
  void badInputIsNamed() {
    assertTrue(Runs.of(Simulated.class).failure().contains("record is for mode = REAL"));
    assertTrue(Runs.of(TooFew.class).failure().contains("record is 17; allowed: 4096 to "));
    Path file = Path.of("target/agent-tests/other.rec");
    try (var recording = Recording.start(io.leanagentic.RuntimeConfig.defaults(), file, 10_000)) {
      recording.end();
    }
    assertTrue(
        replay(Passes.class, file)
            .failure()
            .contains(file + " is a recording of a program without a test; allowed for "));
    assertTrue(
        replay(Passes.class, Path.of("none.rec"))
            .failure()
            .contains("recording none.rec: there is no such file; allowed: "));
  }
}
