package io.leanagentic.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Reply;
import io.leanagentic.observe.Health.Status;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether a runtime is well, in virtual time. */
class HealthCheckTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SimulatedRuntime runtime = SimulatedRuntime.start(2);
  private final HealthCheck check = HealthCheck.of(runtime.agents());

  @AfterEach
  void end() {
    check.close();
    runtime.agents().abort();
  }

  /** As a probe sees it that asks every second. */
  private Health after(int seconds) {
    for (int i = 0; i < seconds; i++) {
      check.health();
      runtime.advance(SECOND);
    }
    return check.health();
  }

  @Test
  void aRuntimeThatWorksIsUp() {
    AgentRef<String> greeter = runtime.spawn("greeter", (context, name) -> {});
    greeter.signal("Ada");
    Health health = after(3);
    assertEquals(Status.UP, health.status());
    assertEquals("UP", health.toString());
    assertTrue(health.isAlive());
    assertTrue(health.toJson().startsWith("{\"status\":\"UP\",\"reasons\":[],\"findings\":[],"));
  }

  @Test
  void aFindingDegradesItAndIsTheReason() {
    AgentRef<String> slow =
        runtime.spawn(
            "slow",
            AgentConfig.DEFAULT.withCapacity(2),
            (context, text) ->
                context.await(context.runtime().after(Duration.ofMillis(100)), delay -> {}));
    AgentRef<String> sender =
        runtime.spawn(
            "sender",
            (context, go) -> {
              for (int i = 0; i < 100; i++) {
                slow.signal("work");
              }
            });
    sender.signal("go");
    Health health = after(3);
    assertEquals(Status.DEGRADED, health.status());
    assertTrue(health.isAlive());
    assertTrue(health.toString().startsWith("DEGRADED: /slow holds up 1 sender"), health::toString);
    assertEquals("full-mailbox", health.findings().getFirst().kind());
    assertTrue(health.toJson().contains("\"kind\":\"full-mailbox\""));
    assertEquals(Status.UP, after(30).status());
  }

  @Test
  void aRuntimeThatRunsNothingThoughAgentsAreReadyIsDown() {
    AgentRef<String> greeter = runtime.spawn("greeter", (context, name) -> {});
    greeter.signal("Ada"); // ready; nobody runs it, because the clock alone moves
    assertEquals(Status.UP, check.health().status());
    runtime.clock().advance(SECOND.multipliedBy(9));
    assertEquals(Status.UP, check.health().status());
    runtime.clock().advance(SECOND);
    Health health = check.health();
    assertEquals(Status.DOWN, health.status());
    assertFalse(health.isAlive());
    assertEquals(List.of("1 agent is ready, and no turn has begun for 10.0 s."), health.reasons());
    runtime.settle();
    runtime.clock().advance(SECOND);
    assertEquals(Status.UP, check.health().status());
  }

  @Test
  void aRuntimeThatHasEndedIsDown() throws InterruptedException {
    AgentRuntime ended = AgentRuntime.start();
    try (var its = HealthCheck.of(ended)) {
      assertEquals(Status.UP, its.health().status());
      ended.close();
      assertTrue(ended.awaitTermination(SECOND.multipliedBy(60)));
      assertEquals("DOWN: The runtime has ended.", its.health().toString());
    }
  }

  @Test
  void aProbeGetsAStatusAndABody() {
    // region health
    Health health = check.health();
    int status = health.isAlive() ? 200 : 503;
    String body = health.toJson();
    // endregion
    assertEquals(200, status);
    assertTrue(body.contains("\"reasons\":[]"));
  }

  @Test
  void anAgentMayNotAsk() throws InterruptedException {
    try (var real = AgentRuntime.start();
        var its = HealthCheck.of(real)) {
      AgentRef<Reply<String>> agent =
          real.spawn((context, reply) ->
              reply.send(assertThrows(IllegalStateException.class, its::health).toString()));
      String refused = agent.<String>ask(reply -> reply, Duration.ofSeconds(30)).join();
      assertTrue(refused.contains("turn"), refused);
    }
  }

  @Test
  void itLooksAtMostOnceASecond() {
    Health first = check.health();
    assertSame(first, check.health());
    runtime.clock().advance(SECOND);
    assertNotSame(first, check.health());
  }
}
