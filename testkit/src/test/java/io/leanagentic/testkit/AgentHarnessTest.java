package io.leanagentic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import java.time.Duration;
import java.util.List;

/** One agent by itself, and what it is seen to do. */
final class AgentHarnessTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Does what its message says. */
  private static final class Desk implements Behavior<String> {
    private final AgentRef<String> other;
    private int count;

    Desk(AgentRef<String> other) {
      this.other = other;
    }

    @Override
    public void receive(AgentContext<String> context, String message) {
      count++;
      switch (message) {
        case "send" -> {
          other.signal("one " + count);
          other.signal("two " + count);
        }
        case "spawn" -> context.spawn("clerk", (_, _) -> {}).signal("begin");
        case "watch" -> context.watch(other);
        case "nothing" -> {}
        case "time" -> context.timers().once("timer", SECOND, "send");
        case "fail" -> throw new IllegalStateException("on purpose");
        default -> context.stop();
      }
    }
  }

  @AgentTest
  void whatAnAgentDoesIsSeen(SimulatedRuntime runtime, Probe<String> probe) {
    var other = probe.ref();
    var desk = AgentHarness.<String>of(runtime, "desk", () -> new Desk(other));
    assertEquals(List.of(), desk.begin().sent());
    var sent = desk.handle("send");
    assertEquals(
        List.of(new Effects.Sent(other.path(), "one 1"), new Effects.Sent(other.path(), "two 1")),
        sent.sent());
    assertEquals(List.of(), sent.touched());
    var spawned = desk.handle("spawn");
    assertEquals(List.of("/desk/clerk"), spawned.spawned());
    assertEquals(List.of(new Effects.Sent("/desk/clerk", "begin")), spawned.sent());
    assertEquals(List.of(other.path()), desk.handle("watch").touched());
    assertEquals(List.of(), desk.handle("nothing").spawned());
    probe.expect("one 1"); // only now does anybody else run
  }

  @AgentTest
  void itsTimersFireWhenTimeHasPassed(SimulatedRuntime runtime, Probe<String> probe) {
    var other = probe.ref();
    var desk = AgentHarness.<String>of(runtime, "desk", () -> new Desk(other));
    assertEquals(1, desk.handle("time").timers());
    assertEquals(List.of(), desk.elapse(SECOND.dividedBy(2)).sent());
    var fired = desk.elapse(SECOND);
    assertEquals(2, fired.sent().size());
    assertEquals(0, fired.timers());
  }

  @AgentTest
  void itsFailureAndItsEndAreSeen(SimulatedRuntime runtime, Probe<String> probe) {
    var other = probe.ref();
    var desk = AgentHarness.<String>of(runtime, "desk", () -> new Desk(other));
    var failed = desk.handle("fail");
    assertEquals("on purpose", failed.failure().orElseThrow().getMessage());
    assertFalse(failed.ended());
    assertFalse(desk.handle("end").ended()); // it waits for its restart
    var ended = desk.elapse(Duration.ofMinutes(1));
    assertTrue(ended.failure().isEmpty());
    assertTrue(ended.ended());
  }

  @AgentTest
  void anAgentThatBlocksIsRefused(SimulatedRuntime runtime, Probe<String> probe) {
    var other = probe.ref();
    var config = AgentConfig.DEFAULT.withBlocking();
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> AgentHarness.<String>of(runtime, "desk", config, () -> new Desk(other)));
    assertEquals(
        "the agent desk blocks; allowed: one that runs in the thread of the test",
        thrown.getMessage());
  }
}
