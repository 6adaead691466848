package io.leanagentic.testkit;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Sending;
import io.leanagentic.capability.Val;
import io.leanagentic.extension.AgentView;
import io.leanagentic.extension.Inspection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One agent of a simulation by itself: it handles a message when the test says so, in the thread of
 * the test, and what it did comes back. What it sends to others, its children included, waits in
 * their mailboxes: nobody else runs until the test runs the simulation.
 *
 * <pre>{@code
 * var desk = AgentHarness.of(runtime, "desk", Desk::new);
 * assertEquals(List.of("/desk/clerk"), desk.handle(new Open()).spawned());
 * }</pre>
 *
 * @param <M> the messages of the agent
 */
@CapUnchecked("the test runs the agent in its own thread, and looks at what was sent")
public final class AgentHarness<M> {
  private final SimulatedRuntime simulation;
  private final AgentRef<M> agent;
  private final Set<String> children = new LinkedHashSet<>();
  private @Nullable Throwable failure;

  private AgentHarness(SimulatedRuntime simulation, AgentRef<M> agent) {
    this.simulation = simulation;
    this.agent = agent;
    simulation
        .agents()
        .listen(event -> {
          if (event instanceof RuntimeEvent.Failed failed && failed.agent() == agent) {
            failure = failed.cause();
          }
        });
  }

  /** Spawns an agent with fresh state from {@code factory}, also after each restart. */
  public static <M> AgentHarness<M> of(
      SimulatedRuntime simulation, String name, @Sending Supplier<? extends Behavior<M>> factory) {
    return of(simulation, name, AgentConfig.DEFAULT, factory);
  }

  /**
   * As above, with its own config.
   *
   * @throws IllegalArgumentException if {@code config} is of an agent that blocks: it has a thread
   *     of its own, and does not run in that of the test
   */
  public static <M> AgentHarness<M> of(
      SimulatedRuntime simulation,
      String name,
      AgentConfig config,
      @Sending Supplier<? extends Behavior<M>> factory) {
    Objects.requireNonNull(simulation, "simulation");
    if (Objects.requireNonNull(config, "config").blocking()) {
      throw new IllegalArgumentException(
          "the agent " + name + " blocks; allowed: one that runs in the thread of the test");
    }
    return new AgentHarness<>(simulation, simulation.spawn(name, config, factory));
  }

  /** The address of the agent. */
  public AgentRef<M> agent() {
    return agent;
  }

  /** What it does before its first message, if that was not asked for before. */
  public Effects begin() {
    return run();
  }

  /** What it does with {@code message}. */
  public Effects handle(@Val M message) {
    agent.signal(message);
    return run();
  }

  /** What it does when {@code time} has passed, and its timers have fired. */
  public Effects elapse(Duration time) {
    simulation.elapse(time);
    return run();
  }

  private Effects run() {
    failure = null;
    var sent = new ArrayList<Effects.Sent>();
    var touched = new LinkedHashSet<String>();
    SimulatedScheduler scheduler = simulation.scheduler();
    scheduler.record(sent, touched);
    try {
      for (var self = scheduler.takeReady(agent.path());
          self != null;
          self = scheduler.takeReady(agent.path())) {
        scheduler.run(self);
      }
    } finally {
      scheduler.record(null, touched);
    }
    var spawned = new ArrayList<String>();
    int timers = 0;
    for (AgentView view : Inspection.of(simulation.agents()).agents(Integer.MAX_VALUE)) {
      if (view.agent() == agent) {
        timers = view.timers();
      } else if (view.parent() == agent && children.add(view.agent().path())) {
        spawned.add(view.agent().path());
      }
    }
    touched.remove(agent.path());
    touched.removeAll(spawned);
    sent.forEach(it -> touched.remove(it.to()));
    return new Effects(
        List.copyOf(sent),
        List.copyOf(spawned),
        List.copyOf(touched),
        timers,
        Optional.ofNullable(failure),
        !agent.isAlive());
  }
}
