package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AwaitException;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.LeaseInfo;
import io.leanagentic.orchestration.Leases;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Who waits for a lease and gives up. */
final class LeaseInterruptedTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private static void awaitWaiting(Leases leases, int count) {
    while (leases.find("x").map(LeaseInfo::waiting).orElse(0) != count) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aThreadThatIsInterruptedLeavesTheLine() throws Exception {
    try (var runtime = AgentRuntime.start();
        var leases = Leases.of(runtime)) {
      Lease first = leases.acquire("x", LeaseHolder.named("first"), LONG, LONG).join();
      var said = new CopyOnWriteArrayList<String>();
      Thread second =
          Thread.startVirtualThread(() -> {
            try {
              leases.withLease("x", LONG, lease -> 0);
            } catch (AwaitException interrupted) {
              said.add(String.valueOf(interrupted.getMessage()));
            }
          });
      awaitWaiting(leases, 1);
      second.interrupt();
      assertTrue(second.join(LONG));
      assertEquals(List.of("interrupted while waiting for the lease of x, held by first"), said);
      assertEquals(0, leases.find("x").orElseThrow().waiting());
      first.release();
      assertEquals(Optional.empty(), leases.find("x"));
    }
  }

  @Test
  void aLoopAgentThatIsAbortedLeavesTheLine() {
    try (var runtime = AgentRuntime.start();
        var leases = Leases.of(runtime)) {
      Lease first = leases.acquire("x", LeaseHolder.named("first"), LONG, LONG).join();
      AgentRef<String> loop =
          runtime.spawn((AgentLoop<String>) mailbox -> leases.withLease("x", LONG, lease -> 0));
      awaitWaiting(leases, 1);
      loop.abort();
      loop.termination(LONG).join();
      first.release();
      assertEquals(Optional.empty(), leases.find("x"));
      assertTrue(leases.withLease("x", LONG, Lease::isHeld));
    }
  }
}
