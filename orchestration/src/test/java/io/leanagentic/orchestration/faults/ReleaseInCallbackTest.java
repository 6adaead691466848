package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.Leases;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Waiters that give the lease back in the callback that brings it. */
final class ReleaseInCallbackTest {
  private static final int WAITERS = 50_000;
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void aLongLineOfThemIsServed() {
    try (var simulation = SimulatedRuntime.start(1);
        var leases = Leases.of(simulation.agents())) {
      var served = new AtomicInteger();
      Lease first = leases.acquire("x", LeaseHolder.named("first"), LONG, LONG).join();
      for (int i = 0; i < WAITERS; i++) {
        leases
            .acquire("x", LeaseHolder.named("w" + i), LONG, LONG)
            .whenDone((lease, _) -> {
              if (lease != null && lease.release()) {
                served.incrementAndGet();
              }
            });
      }
      first.release();
      assertEquals(WAITERS, served.get());
      assertEquals(Optional.empty(), leases.find("x"));
    }
  }

  @Test
  void soIsALineAcrossManyResources() {
    try (var simulation = SimulatedRuntime.start(1);
        var leases = Leases.of(simulation.agents())) {
      var served = new AtomicInteger();
      Lease first = leases.acquire("r0", LeaseHolder.named("first"), LONG, LONG).join();
      Lease before = first;
      for (int i = 1; i < WAITERS; i++) { // each gives its own lease back when it has the next
        Lease mine = leases.acquire("r" + i, LeaseHolder.named("w" + i), LONG, LONG).join();
        leases
            .acquire(before.resource(), LeaseHolder.named("w" + i), LONG, LONG)
            .whenDone((lease, _) -> {
              if (lease != null && lease.release() && mine.release()) {
                served.incrementAndGet();
              }
            });
        before = mine;
      }
      first.release();
      assertEquals(WAITERS - 1, served.get());
      assertEquals(0, leases.size());
    }
  }
}
