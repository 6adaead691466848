package io.leanagentic.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.Supervision;
import io.leanagentic.testkit.SimulatedRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records, and reads the recording. */
class FlightEventsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** More than there may be in a minute. */
  private static final int STORM = 100_000;

  @TempDir Path folder;

  /** Events of ours named {@code name}. */
  private static List<RecordedEvent> named(String name, List<RecordedEvent> events) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("leanagentic." + name))
        .toList();
  }

  private static RecordedEvent only(String name, List<RecordedEvent> events) {
    List<RecordedEvent> found = named(name, events);
    assertEquals(1, found.size(), () -> name + " in " + events);
    return found.getFirst();
  }

  private List<RecordedEvent> read(Recording recording) throws IOException {
    recording.stop();
    Path file = folder.resolve("run.jfr");
    Files.deleteIfExists(file);
    recording.dump(file);
    return RecordingFile.readAllEvents(file);
  }

  /** A failure, a restart, an end, a dead letter, a park. */
  private static void trouble(SimulatedRuntime runtime) {
    AgentRef<String> shaky =
        runtime.spawn(
            "shaky",
            AgentConfig.DEFAULT.withSupervision(Supervision.restart()),
            (context, text) -> {
              throw new IllegalStateException("no " + text);
            });
    shaky.signal("milk");
    runtime.advance(Duration.ofSeconds(10));
    shaky.stop();
    runtime.settle();
    shaky.signal("late");
    AgentRef<String> slow =
        runtime.spawn(
            "slow",
            AgentConfig.DEFAULT.withCapacity(1),
            (context, text) ->
                context.await(context.runtime().after(Duration.ofSeconds(1)), delay -> {}));
    AgentRef<String> sender =
        runtime.spawn(
            "sender",
            (context, go) -> {
              slow.signal("one");
              slow.signal("two");
            });
    sender.signal("go");
    runtime.settle();
  }

  @Test
  void aRecordingHoldsWhatHappened() throws IOException {
    try (var runtime = SimulatedRuntime.start(1);
        var _ = FlightEvents.of(runtime.agents());
        var recording = new Recording()) {
      recording.enable("leanagentic.RuntimeStatistics").with("period", "endChunk");
      recording.start();
      trouble(runtime);
      List<RecordedEvent> all = read(recording);
      RecordedEvent failed = only("AgentFailed", all);
      assertEquals("/shaky", failed.getString("agent"));
      assertEquals(IllegalStateException.class.getName(), failed.getClass("cause").getName());
      assertTrue(failed.getString("message").contains("no milk"), failed::toString);
      assertEquals("RESTART", failed.getString("directive"));
      assertEquals(List.of("lean-agentic"), failed.getEventType().getCategoryNames());
      assertEquals(1, only("AgentRestarted", all).getInt("restarts"));
      assertEquals("/shaky", only("AgentEnded", all).getString("agent"));
      RecordedEvent letter = only("DeadLetter", all);
      assertEquals("/shaky", letter.getString("agent"));
      assertEquals("STOPPED", letter.getString("reason"));
      assertEquals(String.class.getName(), letter.getClass("messageClass").getName());
      RecordedEvent parked = only("AgentParked", all);
      assertEquals("/sender", parked.getString("agent"));
      assertEquals("/slow", parked.getString("full"));
      List<RecordedEvent> counts = named("RuntimeStatistics", all);
      assertEquals(3, counts.getLast().getLong("spawned"), counts::toString);
    }
  }

  @Test
  void anEventThatIsSwitchedOffIsNotRecorded() throws IOException {
    try (var runtime = SimulatedRuntime.start(1);
        var _ = FlightEvents.of(runtime.agents());
        var recording = new Recording()) {
      recording.disable("leanagentic.AgentParked");
      recording.start();
      trouble(runtime);
      List<RecordedEvent> all = read(recording);
      assertEquals(List.of(), named("AgentParked", all));
      only("AgentFailed", all);
    }
  }

  @Test
  void aStormIsRecordedInPart() throws IOException {
    try (var runtime = SimulatedRuntime.start(1);
        var _ = FlightEvents.of(runtime.agents());
        var recording = new Recording()) {
      recording.start();
      AgentRef<String> gone = runtime.spawn("gone", (context, text) -> {});
      gone.stop();
      runtime.settle();
      for (int i = 0; i < STORM; i++) {
        gone.signal("late");
      }
      int recorded = named("DeadLetter", read(recording)).size();
      assertTrue(recorded > 0 && recorded < STORM, () -> recorded + " of " + STORM);
    }
  }

  @Test
  void itEndsWithItsRuntime() throws Exception {
    try (var recording = new Recording()) {
      recording.enable("leanagentic.RuntimeStatistics").with("period", "endChunk");
      recording.start();
      var runtime = AgentRuntime.start();
      FlightEvents.of(runtime);
      runtime.close();
      assertTrue(runtime.awaitTermination(Duration.ofMinutes(1)));
      List<RecordedEvent> all = read(recording);
      assertEquals(1, named("RuntimeStatistics", all).size(), all::toString);
      try (var later = new Recording()) {
        later.enable("leanagentic.RuntimeStatistics").with("period", "endChunk");
        later.start();
        assertEquals(List.of(), named("RuntimeStatistics", read(later)));
      }
    }
  }

  @Test
  void nothingIsRecordedOnceItIsClosed() throws IOException {
    try (var runtime = SimulatedRuntime.start(1);
        var recording = new Recording()) {
      recording.start();
      FlightEvents events = FlightEvents.of(runtime.agents());
      events.close();
      events.close();
      trouble(runtime);
      List<RecordedEvent> all = read(recording);
      assertEquals(List.of(), named("AgentFailed", all));
      assertEquals(List.of(), named("RuntimeStatistics", all));
    }
  }

  @Test
  void aStuckAgentIsRecordedWithItsStack() throws Exception {
    var config = RuntimeConfig.defaults().withStuckAfter(Duration.ofMillis(20));
    try (var runtime = AgentRuntime.start(config);
        var _ = FlightEvents.of(runtime);
        var recording = new Recording()) {
      recording.start();
      var found = new CountDownLatch(1);
      runtime.listen(event -> {
        if (event instanceof RuntimeEvent.Stuck) {
          found.countDown(); // after the listener of the recording, which subscribed before
        }
      });
      AgentRef<String> rude = runtime.spawn("rude", (context, text) -> found.await());
      rude.signal("hello");
      rude.stop();
      rude.termination(PATIENCE).join();
      RecordedEvent stuck = only("AgentStuck", read(recording));
      assertEquals("/rude", stuck.getString("agent"));
      assertTrue(stuck.getDuration("running").toMillis() >= 20, stuck::toString);
      assertTrue(stuck.getString("at").contains("CountDownLatch.await"), stuck::toString);
    }
  }

  @Test
  void aRecordingThatBeganBeforeSeesIt() throws IOException {
    try (var recording = new Recording()) {
      recording.start();
      try (var runtime = AgentRuntime.start()) {
        // region flight
        FlightEvents.of(runtime);
        // endregion
        AgentRef<String> rude =
            runtime.spawn(
                "rude",
                (context, text) -> {
                  throw new IllegalStateException(text);
                });
        rude.signal("hello");
      }
      assertEquals("/rude", only("AgentFailed", read(recording)).getString("agent"));
    }
  }

  @Test
  void everyEventHasALabel() {
    try (var runtime = SimulatedRuntime.start(1);
        var _ = FlightEvents.of(runtime.agents());
        var recording = new Recording()) {
      recording.start();
      trouble(runtime);
      List<EventType> ours =
          FlightRecorder.getFlightRecorder().getEventTypes().stream()
              .filter(type -> type.getName().startsWith("leanagentic."))
              .toList();
      assertTrue(ours.size() >= 6, ours::toString);
      for (EventType type : ours) {
        assertTrue(!type.getLabel().isBlank(), type::toString);
        type.getFields().forEach(field -> assertTrue(field.getLabel() != null, field::toString));
      }
    }
  }
}
