package io.leanagentic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a probe expects, and what it says if that does not come. */
final class ProbeTest {
  private final SimulatedRuntime runtime = SimulatedRuntime.start(1);
  private final Probe<Object> probe = runtime.probe();
  private final AgentRef<Object> echo = echo(runtime, probe.ref());

  private static AgentRef<Object> echo(SimulatedRuntime runtime, AgentRef<Object> to) {
    return runtime.spawn("echo", (context, message) -> to.signal(message));
  }

  record Ask(Reply<Object> reply) {}

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void messagesComeInOrder() {
    echo.signal("one");
    echo.signal(2);
    echo.signal("three");
    assertEquals("one", probe.expect("one"));
    assertEquals(2, probe.expect(Integer.class));
    assertEquals("three", probe.expectAny());
    probe.expectNone();
    assertEquals(Duration.ofSeconds(1), runtime.elapsed());
  }

  @Test
  void anAnswerIsExpectedAsAMessageIs() {
    var agent = runtime.<Ask>spawn("answers", (context, ask) -> ask.reply().send("here"));
    agent.signal(new Ask(probe.reply()));
    probe.expect("here");
    assertEquals(java.util.Optional.empty(), runtime.quiesce().nextTimer());
  }

  @Test
  void fishingDropsWhatComesBefore() {
    List.of(1, 2, 3, 40, 5).forEach(echo::signal);
    assertEquals(40, probe.fish("a big number", n -> (int) n > 10));
    probe.expect(5);
    failed("expected a bird, but nothing came within PT1S", () -> probe.fish("a bird", n -> false));
    List.of(1, 2).forEach(echo::signal);
    failed("expected a bird after 2 others, but", () -> probe.fish("a bird", n -> false));
  }

  @Test
  void theTimeIsVirtual() {
    var agent =
        runtime.<String>spawn(
            "slow",
            (context, message) -> {
              if (message.equals("start")) {
                context.timers().once("t", Duration.ofHours(1), "end");
              } else {
                echo.signal(message);
              }
            });
    agent.signal("start");
    failed(
        "expected end, but nothing came within PT59M",
        () -> probe.within(Duration.ofMinutes(59)).expect("end"));
    probe.within(Duration.ofMinutes(1)).expect("end");
  }

  @Test
  void whatIsNotExpectedIsNamed() {
    echo.signal("b");
    failed("expected a, but b came", () -> probe.expect("a"));
    echo.signal("b");
    failed("expected a Integer, but b came", () -> probe.expect(Integer.class));
    echo.signal("b");
    failed("expected nothing, but b came", probe::expectNone);
    failed("expected a message, but nothing came within PT1S", probe::expectAny);
    probe.reply().fail(new IllegalStateException("no"));
    failed(
        "expected a message, but the answer is a failure: io.leanagentic.AwaitException: a promised",
        probe::expectAny);
  }

  @Test
  void aFailureShowsTheLastTurns() {
    echo.signal("b");
    var failure = assertThrows(SimulationFailure.class, () -> probe.expect("a"));
    assertEquals("expectation of probe-1", failure.kind());
    assertEquals(
        "probe-1 expected a, but b came, after 2 turns and PT0S; last turns: /echo /probe-1",
        failure.getMessage());
  }

  @Test
  void theEndOfAnAgentIsAwaited() {
    failed("/echo did not end within PT1S", () -> probe.awaitTerminated(echo));
    echo.stop();
    assertEquals(echo, probe.awaitTerminated(echo).agent());
  }

  @Test
  void aProbeUsedOutsideOfItsTestSaysSo() {
    runtime.close();
    for (Executable call :
        List.<Executable>of(
            probe::ref,
            probe::reply,
            probe::expectAny,
            probe::expectNone,
            () -> probe.within(Duration.ZERO),
            () -> probe.awaitTerminated(echo))) {
      var thrown = assertThrows(IllegalStateException.class, call);
      assertEquals(
          "probe-1 belongs to a test that is over; make a probe in each test", thrown.getMessage());
    }
  }

  @Test
  void negativeTimeIsRefused() {
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> probe.within(Duration.ofNanos(-1)));
    assertTrue(String.valueOf(thrown.getMessage()).startsWith("time is PT-0.000000001S; allowed"));
  }

  private static void failed(String text, Executable call) {
    var failure = assertThrows(SimulationFailure.class, call);
    assertTrue(
        String.valueOf(failure.getMessage()).startsWith("probe-1 " + text), failure.getMessage());
  }
}
