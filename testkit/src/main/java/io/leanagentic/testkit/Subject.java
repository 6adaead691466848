package io.leanagentic.testkit;

import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.ShutdownReport;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one run of a test is about: a simulated system, or a runtime with workers. */
final class Subject {
  private final @Nullable SimulatedRuntime simulation;
  private final AgentRuntime runtime;
  private long probes;
  private boolean closed;

  Subject(SimulatedRuntime simulation) {
    this.simulation = simulation;
    this.runtime = simulation.agents();
  }

  /** A runtime with workers. */
  Subject(long seed) {
    this.simulation = null;
    var config = RuntimeConfig.defaults();
    this.runtime = AgentRuntime.start(config.withSeams(config.seams().withSeed(seed)));
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
    if (simulation == null) {
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

  /** The test has failed, or ended already. */
  void abandon() {
    closed = true;
    if (simulation == null) {
      runtime.abort();
    } else {
      simulation.abandon();
    }
  }
}
