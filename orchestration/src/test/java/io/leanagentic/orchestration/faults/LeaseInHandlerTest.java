package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AwaitException;
import io.leanagentic.Reply;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.Leases;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The blocking way to a lease, in a handler agent's turn. */
final class LeaseInHandlerTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void itIsRefusedBeforeItAsksWhetherTheLeaseIsFreeOrNot() {
    try (var simulation = SimulatedRuntime.start(1);
        var leases = Leases.of(simulation.agents())) {
      AgentRef<Reply<String>> agent =
          simulation
              .agents()
              .spawn((context, reply) -> {
                leases.withLease("x", LONG, lease -> 0);
                reply.send("ran");
              });
      refused(agent);
      assertEquals(Optional.empty(), leases.find("x"));
      Lease first = leases.acquire("x", LeaseHolder.named("first"), LONG, LONG).join();
      refused(agent);
      assertEquals(0, leases.find("x").orElseThrow().waiting());
      first.release();
      assertEquals(Optional.empty(), leases.find("x"));
    }
  }

  private static void refused(AgentRef<Reply<String>> agent) {
    var why =
        assertThrows(AwaitException.class, agent.<String>ask(reply -> reply, LONG)::join)
            .getCause();
    assertInstanceOf(IllegalStateException.class, why);
    assertTrue(String.valueOf(why).contains("must not wait"), String.valueOf(why));
  }
}
