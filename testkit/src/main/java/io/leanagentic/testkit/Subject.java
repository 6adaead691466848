package io.leanagentic.testkit;

import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.ShutdownReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one run of a test is about: a simulated system, or a runtime with workers. */
final class Subject {
  private final @Nullable SimulatedRuntime simulation;
  private final AgentRuntime runtime;
  private final @Nullable Recording recording;
  private final boolean real; // or a repetition of what was
  private long probes;
  private boolean closed;

  private Subject(
      @Nullable SimulatedRuntime simulation,
      AgentRuntime runtime,
      @Nullable Recording recording,
      boolean real) {
    this.simulation = simulation;
    this.runtime = runtime;
    this.recording = recording;
    this.real = real;
  }

  static Subject of(SimulatedRuntime simulation) {
    return new Subject(simulation, simulation.agents(), null, false);
  }

  /** A runtime with workers. */
  static Subject real(long seed) {
    return new Subject(null, AgentRuntime.start(config(seed)), null, true);
  }

  /** As above, recorded. */
  static Subject recorded(long seed, Path file, long bytes, String program) {
    Recording recording =
        Recording.start(config(seed), file, bytes, program, RecordingGate.PATIENCE_MILLIS);
    return new Subject(null, recording.agents(), recording, true);
  }

  /** A repetition of a recorded run. */
  static Subject replay(Recorded recorded) {
    var simulation = SimulatedRuntime.replay(recorded, RuntimeConfig.defaults());
    return new Subject(simulation, simulation.agents(), null, true);
  }

  private static RuntimeConfig config(long seed) {
    var config = RuntimeConfig.defaults();
    return config.withSeams(config.seams().withSeed(seed));
  }

  AgentRuntime runtime() {
    return runtime;
  }

  Optional<SimulatedRuntime> simulation() {
    return Optional.ofNullable(simulation);
  }

  Probe<?> probe() {
    return simulation != null
        ? simulation.probe()
        : new Probe<>(
            "probe-" + ++probes, runtime, new RealPatience(() -> closed), Duration.ofSeconds(10));
  }

  /** The test has succeeded; ends the system, and fails if something is left over. */
  void finish(boolean checkLeaks) {
    closed = true;
    if (real || simulation == null) {
      ShutdownReport report = runtime.shutdown(runtime.config().shutdownDeadline());
      if (checkLeaks && !report.left().isEmpty()) {
        throw new SimulationFailure("leak", "agents did not end when stopped: " + report, null);
      }
      return;
    }
    if (checkLeaks && !simulation.isClosed()) {
      Quiescence rest = simulation.quiesce();
      if (rest.waiting() != 0 || !rest.parked().isEmpty()) {
        throw simulation.failure("leak", "something is left over at the end: " + rest);
      }
    }
    simulation.close();
  }

  /** Ends the recording, if there is one. */
  void endRecording() {
    if (recording != null) {
      recording.end();
    }
  }

  /** The test has failed, or ended already. */
  void abandon() {
    closed = true;
    endRecording();
    if (simulation == null) {
      runtime.abort();
    } else {
      simulation.abandon();
    }
  }
}
