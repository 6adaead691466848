package io.leanagentic.observe.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.testkit.SimulatedRuntime;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs in virtual time, so that all values are known. */
class AgentRuntimeMetricsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SimulatedRuntime runtime = SimulatedRuntime.start(3);
  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(key -> null);

  @AfterEach
  void end() {
    registry.close();
    runtime.agents().abort();
  }

  private AgentRuntimeMetrics bound() {
    var metrics = AgentRuntimeMetrics.of(runtime.agents());
    metrics.bindTo(registry);
    return metrics;
  }

  /** The line of a scrape a second later, in which nobody runs. */
  private String line(String name) {
    runtime.clock().advance(SECOND);
    return lineNow(name);
  }

  private String lineNow(String name) {
    List<String> lines =
        registry.scrape().lines().filter(line -> line.startsWith(name + " ")).toList();
    assertEquals(1, lines.size(), () -> name + " in\n" + registry.scrape());
    return lines.getFirst().substring(name.length() + 1);
  }

  /** Handles names. */
  record Greeter() implements Behavior<String> {
    @Override
    public void receive(AgentContext<String> context, String name) {
      if (name.equals("nobody")) {
        throw new IllegalArgumentException("nobody to greet");
      }
    }
  }

  private AgentRef<String> greeter(String name) {
    return runtime.spawn(name, Greeter::new);
  }

  @Test
  void aScrapeCountsWhatTheRuntimeDid() {
    bound();
    AgentRef<String> greeter = greeter("greeter");
    AgentRef<String> gone = greeter("gone");
    gone.stop();
    runtime.settle();
    gone.signal("too late");
    for (String name : List.of("Ada", "Grace", "nobody", "Edsger")) {
      greeter.signal(name);
    }
    runtime.advance(Duration.ofSeconds(1)); // past the delay before the restart
    var seen = runtime.agents().metrics();
    assertEquals(4, seen.handled());
    assertEquals("4.0", line("leanagentic_messages_handled_messages_total"));
    assertEquals("1.0", line("leanagentic_messages_dead_messages_total"));
    assertEquals("1.0", line("leanagentic_failures_total"));
    assertEquals("2.0", line("leanagentic_agents_spawned_agents_total"));
    assertEquals("1.0", line("leanagentic_agents_alive_agents"));
    assertEquals("1.0", line("leanagentic_agents_activity_agents{activity=\"idle\"}"));
    assertEquals((double) seen.turns() + "", line("leanagentic_turns_total"));
  }

  @Test
  void typesAreCountedAndAppearWithTheirFirstAgent() {
    bound();
    for (int i = 0; i < 30; i++) {
      greeter("greeter-" + i).signal("Ada");
    }
    line("leanagentic_agents_alive_agents");
    String type = "{type=\"AgentRuntimeMetricsTest.Greeter\"}";
    assertEquals("30.0", line("leanagentic_type_agents" + type));
    assertEquals("30.0", line("leanagentic_type_queued_messages" + type));
    runtime.settle();
    assertEquals("0.0", line("leanagentic_type_queued_messages" + type));
  }

  @Test
  void findingsAreCountedByKind() {
    bound();
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
    for (int i = 0; i < 3; i++) {
      runtime.advance(SECOND);
      line("leanagentic_agents_alive_agents");
    }
    assertEquals("1.0", line("leanagentic_findings{kind=\"full-mailbox\"}"));
    runtime.advance(Duration.ofMinutes(1));
    assertEquals("0.0", line("leanagentic_findings{kind=\"full-mailbox\"}"));
  }

  @Test
  void looksAtMostOnceASecond() {
    bound();
    assertEquals("0.0", line("leanagentic_agents_alive_agents"));
    greeter("greeter");
    assertEquals("0.0", lineNow("leanagentic_agents_alive_agents"));
    runtime.clock().advance(SECOND.minusNanos(1));
    assertEquals("0.0", lineNow("leanagentic_agents_alive_agents"));
    assertEquals("1.0", line("leanagentic_agents_alive_agents"));
  }

  @Test
  void tagsTellTwoRuntimesApart() {
    var other = SimulatedRuntime.start(4);
    for (var one : List.of(runtime, other)) {
      AgentRuntimeMetrics.of(one.agents(), Tags.of("seed", one == other ? "4" : "3"))
          .bindTo(registry);
    }
    greeter("greeter");
    assertEquals("1.0", line("leanagentic_agents_alive_agents{seed=\"3\"}"));
    assertEquals("0.0", line("leanagentic_agents_alive_agents{seed=\"4\"}"));
    other.agents().abort();
  }

  @Test
  void aRunningSystemIsScraped() {
    try (var runtime = AgentRuntime.start()) {
      // region bind
      AgentRuntimeMetrics.of(runtime).bindTo(registry);
      // endregion
      runtime.spawn("greeter", Greeter::new);
      assertTrue(registry.scrape().contains("leanagentic_workers_alive_threads "));
    }
  }

  @Test
  void closingRemovesAllMeters() {
    AgentRuntimeMetrics metrics = bound();
    greeter("greeter");
    line("leanagentic_agents_alive_agents");
    metrics.close();
    metrics.close();
    assertEquals(List.of(), registry.getMeters());
  }

  @Test
  void aRegistryKeepsAliveWhatItReads() throws InterruptedException {
    var simple = new SimpleMeterRegistry();
    var metrics = new WeakReference<>(bindAndForget(simple));
    for (int i = 0; i < 10; i++) {
      System.gc();
    }
    greeter("greeter");
    runtime.clock().advance(SECOND);
    assertTrue(metrics.get() != null);
    assertEquals(1, simple.get("leanagentic.agents.spawned").functionCounter().count());
    assertEquals(1, simple.get("leanagentic.agents.alive").gauge().value());
  }

  private AgentRuntimeMetrics bindAndForget(SimpleMeterRegistry simple) {
    var metrics = AgentRuntimeMetrics.of(runtime.agents());
    metrics.bindTo(simple);
    return metrics;
  }

  @Test
  void everyMeterHasADescriptionAndAUnit() {
    bound();
    greeter("greeter");
    line("leanagentic_agents_alive_agents");
    for (Meter meter : registry.getMeters()) {
      assertTrue(meter.getId().getDescription() != null, () -> meter.getId().toString());
      assertTrue(meter.getId().getBaseUnit() != null, () -> meter.getId().toString());
    }
  }
}
