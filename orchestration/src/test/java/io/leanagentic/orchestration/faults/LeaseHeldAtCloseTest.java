package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.LeaseLoss;
import io.leanagentic.orchestration.Leases;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A runtime that is closed while leases are held, kept alive and waited for. */
final class LeaseHeldAtCloseTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void closingTheRuntimeEndsItsLeasesQuietly() throws Exception {
    try (var severe = Severe.of("io.leanagentic.await")) {
      var runtime = AgentRuntime.start();
      var leases = Leases.of(runtime); // never closed
      Lease held = leases.acquire("x", LeaseHolder.named("y"), LONG, LONG).join();
      Lease kept = leases.acquire("z", LeaseHolder.named("y"), LONG, LONG).join();
      kept.keepAlive(LONG);
      Await<Lease> waiting = leases.acquire("x", LeaseHolder.named("w"), LONG, LONG);
      runtime.close();
      assertEquals(List.of(), severe.records());
      assertFalse(held.isHeld());
      assertFalse(kept.isHeld());
      assertTrue(waiting.isDone());
      assertThrows(AwaitException.class, waiting::join);
      assertEquals(LeaseLoss.Reason.CLOSED, held.lost().join().reason());
      assertEquals(0, leases.size());
      assertThrows(
          IllegalStateException.class,
          () -> leases.tryAcquire("x", LeaseHolder.named("late"), LONG));
    }
  }
}
