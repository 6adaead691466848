package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.leanagentic.AgentRuntime;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.Leases;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leases of a runtime that was closed while none was held. */
final class LeaseAfterCloseTest {
  private static final Duration LONG = Duration.ofSeconds(5);

  @Test
  void acquiringAfterTheRuntimeWasClosedFailsClearly() throws Exception {
    try (var severe = Severe.of("io.leanagentic.await")) {
      var runtime = AgentRuntime.start();
      var leases = Leases.of(runtime);
      runtime.close();
      for (int i = 0; i < 3; i++) {
        var holder = LeaseHolder.named("late");
        for (var call :
            List.<Runnable>of(
                () -> leases.acquire("x", holder, LONG, LONG),
                () -> leases.tryAcquire("x", holder, LONG),
                () -> leases.withLease("x", LONG, lease -> lease))) {
          var why = assertThrows(IllegalStateException.class, call::run);
          assertEquals("the lease service is closed", why.getMessage());
        }
      }
      assertEquals(0, leases.size());
      assertEquals(List.of(), severe.records());
    }
  }
}
