package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.LeaseLostException;
import io.leanagentic.orchestration.Leases;
import io.leanagentic.orchestration.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An action of a handler agent runs only while the lease is held. */
final class HandlerNoLeaseTest {
  private static final Duration TTL = Duration.ofSeconds(1);
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final LeaseHolder OTHER = LeaseHolder.named("other");

  private final Simulation simulation = new Simulation(1);
  private final Leases leases = Leases.of(simulation.runtime());
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    leases.close();
    simulation.close();
  }

  private AgentRef<Runnable> worker() {
    return simulation
        .runtime()
        .spawn((context, action) ->
            leases.withLease(
                context,
                "file",
                TTL,
                WAIT,
                lease -> {
                  said.add("begins, held " + lease.isHeld());
                  action.run();
                  said.add("ends, held " + lease.isHeld());
                },
                failures::add));
  }

  /** Grants the lease, and lets {@code agent} come to it {@code later}. */
  private void grantedAndReached(Duration later) {
    Lease before = leases.acquire("file", OTHER, TTL, WAIT).join();
    worker().signal(() -> {});
    simulation.settle();
    before.release(); // its turn is ready, but does not run yet
    later(later);
    simulation.settle();
  }

  private void later(Duration time) {
    simulation.elapse(time);
  }

  @Test
  void itIsRenewedUntilItsAgentComesToIt() {
    grantedAndReached(TTL.multipliedBy(5));
    assertEquals(List.of("begins, held true", "ends, held true"), said);
    assertEquals(0, leases.size());
  }

  @Test
  void itIsRenewedWhileTheActionRuns() {
    worker()
        .signal(() -> {
          later(TTL.multipliedBy(5));
          assertFalse(leases.tryAcquire("file", OTHER, TTL).join().isGranted());
        });
    simulation.settle();
    assertEquals(List.of("begins, held true", "ends, held true"), said);
    assertEquals(List.of(), failures);
  }

  @Test
  void ifItWasLostBeforeItIsAcquiredAnew() {
    Lease before = leases.acquire("file", OTHER, TTL, WAIT).join();
    worker().signal(() -> {});
    simulation.settle();
    before.release();
    simulation.pause(TTL); // the whole process stands still
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
    worker().signal(() -> {});
    simulation.settle();
    before.release();
    simulation.pause(WAIT);
    simulation.settle();
    assertEquals(List.of(), said);
    assertInstanceOf(LeaseLostException.class, failures.getFirst());
  }

  @Test
  void ifItIsLostMeanwhileThatIsSaidAfterwards() {
    worker().signal(() -> simulation.pause(TTL));
    simulation.settle();
    assertEquals(List.of("begins, held true", "ends, held false"), said);
    var lost = assertInstanceOf(LeaseLostException.class, failures.getFirst());
    assertTrue(String.valueOf(lost.getMessage()).startsWith("lost before the action ended"));
  }
}
