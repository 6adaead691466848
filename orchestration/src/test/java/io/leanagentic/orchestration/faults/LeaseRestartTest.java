package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.Leases;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An agent that is restarted while it waits for a lease, or before it comes to it. */
final class LeaseRestartTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final SimulatedRuntime simulation = SimulatedRuntime.start(1);
  private final Leases leases = Leases.of(simulation.agents());
  private final CopyOnWriteArrayList<String> said = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    leases.close();
    simulation.close();
  }

  private AgentRef<String> agent() {
    return agent(simulation, leases, said);
  }

  private static AgentRef<String> agent(
      SimulatedRuntime simulation, Leases leases, CopyOnWriteArrayList<String> said) {
    return simulation
        .agents()
        .spawn(
            (Supplier<Behavior<String>>)
                () ->
                    (context, message) -> {
                      switch (message) {
                        case "fail" -> throw new IllegalStateException("restarts");
                        case "try" ->
                            context.onAnswer(
                                leases.tryAcquire("x", LeaseHolder.of(context.self()), LONG),
                                granted -> said.add("ran"),
                                failure -> said.add("failed"));
                        default ->
                            leases.withLease(
                                context,
                                "x",
                                LONG,
                                LONG,
                                lease -> said.add("ran"),
                                failure -> said.add("failed"));
                      }
                    });
  }

  @Test
  void itLeavesTheLine() {
    Lease first = leases.acquire("x", LeaseHolder.named("first"), LONG, LONG).join();
    var agent = agent();
    agent.signal("with");
    agent.signal("fail");
    simulation.settle();
    assertEquals(0, leases.find("x").orElseThrow().waiting());
    first.release();
    simulation.advance(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), leases.find("x"));
    assertEquals(List.of(), said);
    agent.signal("with");
    simulation.settle();
    assertEquals(List.of("ran"), said);
  }

  @Test
  void whatWasGrantedToThoseBeforeIsGivenBack() {
    for (String way : List.of("with", "try")) {
      var agent = agent();
      agent.signal(way); // free: granted at once
      agent.signal("fail"); // before it comes to it
      simulation.advance(Duration.ofSeconds(1));
      assertFalse(leases.find("x").isPresent() && !said.contains("ran"), way);
      leases.find("x").ifPresent(held -> leases.release("x", held.holder(), held.token()));
      said.clear();
    }
  }

  @Test
  void whatWasGrantedInTheSameMomentIsGivenBack() {
    Lease first = leases.acquire("x", LeaseHolder.named("first"), LONG, LONG).join();
    var agent = agent();
    agent.signal("with");
    simulation.settle();
    agent.signal("fail");
    first.release(); // its turn is behind the one that fails
    simulation.advance(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), leases.find("x"));
    assertEquals(List.of(), said);
  }
}
