package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.Leases;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An action of a handler agent runs only while the lease is held. */
@CapUnchecked("one thread runs the test and all its agents")
final class HandlerNoLeaseTest {
  private static final Duration TTL = Duration.ofSeconds(1);
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final LeaseHolder OTHER = LeaseHolder.named("other");

  private final SimulatedRuntime simulation = SimulatedRuntime.start(1);
  private final Leases leases = Leases.of(simulation.agents());
  private final CopyOnWriteArrayList<String> said = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<String> failures = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    leases.close();
    simulation.close();
  }

  /** Its action takes so long; less than zero if the whole process stands still meanwhile. */
  private AgentRef<Duration> worker() {
    return worker(simulation, leases, said, failures);
  }

  private static AgentRef<Duration> worker(
      SimulatedRuntime simulation,
      Leases leases,
      CopyOnWriteArrayList<String> said,
      CopyOnWriteArrayList<String> failures) {
    return simulation
        .agents()
        .spawn((context, time) ->
            leases.withLease(
                context,
                "file",
                TTL,
                WAIT,
                lease -> {
                  said.add("begins, held " + lease.isHeld());
                  if (time.isNegative()) {
                    simulation.jump(time.negated());
                  } else {
                    simulation.elapse(time);
                  }
                  said.add("ends, held " + lease.isHeld());
                },
                failure -> failures.add(String.valueOf(failure))));
  }

  /** Grants the lease, and lets {@code agent} come to it {@code later}. */
  private void grantedAndReached(Duration later) {
    Lease before = leases.acquire("file", OTHER, TTL, WAIT).join();
    worker().signal(Duration.ZERO);
    simulation.settle();
    before.release(); // its turn is ready, but does not run yet
    simulation.elapse(later);
    simulation.settle();
  }

  @Test
  void itIsRenewedUntilItsAgentComesToIt() {
    grantedAndReached(TTL.multipliedBy(5));
    assertEquals(List.of("begins, held true", "ends, held true"), said);
    assertEquals(0, leases.size());
  }

  @Test
  void itIsRenewedWhileTheActionRuns() {
    worker().signal(TTL.multipliedBy(5));
    simulation.settle();
    assertEquals(List.of("begins, held true", "ends, held true"), said);
    assertEquals(List.of(), failures);
  }

  @Test
  void ifItWasLostBeforeItIsAcquiredAnew() {
    Lease before = leases.acquire("file", OTHER, TTL, WAIT).join();
    worker().signal(Duration.ZERO);
    simulation.settle();
    before.release();
    simulation.jump(TTL); // the whole process stands still
    Lease thief = leases.acquire("file", OTHER, TTL, WAIT).join();
    simulation.settle();
    assertEquals(List.of(), said, "the other one has it");
    thief.release();
    simulation.settle();
    assertEquals(List.of("begins, held true", "ends, held true"), said);
  }

  @Test
  void ifItWasLostAndTheTimeToWaitIsOverThatIsSaid() {
    Lease before = leases.acquire("file", OTHER, TTL, WAIT).join();
    worker().signal(Duration.ZERO);
    simulation.settle();
    before.release();
    simulation.jump(WAIT);
    simulation.settle();
    assertEquals(List.of(), said);
    assertTrue(failures.getFirst().contains("lost before the action began"), failures::toString);
  }

  @Test
  void ifItIsLostMeanwhileThatIsSaidAfterwards() {
    worker().signal(TTL.negated());
    simulation.settle();
    assertEquals(List.of("begins, held true", "ends, held false"), said);
    assertTrue(failures.getFirst().contains("lost before the action ended"), failures::toString);
  }
}
