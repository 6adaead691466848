package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.Leases;
import io.leanagentic.orchestration.Quorum;
import io.leanagentic.orchestration.QuorumRule;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Awaits that close a circle through a quorum or a lease. */
final class CycleTest {
  private static final Duration LONG = Duration.ofHours(1);

  private sealed interface Message {
    /** Asks a quorum of these. */
    record Poll(List<AgentRef<Message>> members) implements Message {}

    record Vote(Reply<Integer> reply) implements Message {}

    /** Awaits the lease of that resource, which others may hold. */
    record Take(String resource) implements Message {}

    /** Awaits an answer of that agent. */
    record Ask(AgentRef<Message> other) implements Message {}
  }

  /** Awaits, and writes down what became of it. */
  private static final class Waiting implements Behavior<Message> {
    private final Leases leases;
    private final CopyOnWriteArrayList<String> said;

    Waiting(Leases leases, CopyOnWriteArrayList<String> said) {
      this.leases = leases;
      this.said = said;
    }

    @Override
    public void receive(AgentContext<Message> context, Message message) {
      switch (message) {
        case Message.Vote(var reply) -> reply.send(1);
        case Message.Poll(var members) ->
            await(
                context,
                Quorum.of(context.runtime(), members)
                    .<Integer>ask(Message.Vote::new, QuorumRule.unanimous(), LONG));
        case Message.Take(var resource) ->
            await(context, leases.acquire(resource, LeaseHolder.of(context.self()), LONG, LONG));
        case Message.Ask(var other) -> await(context, other.<Integer>ask(Message.Vote::new, LONG));
      }
    }

    private void await(AgentContext<Message> context, Await<?> await) {
      context.await(
          await,
          answer -> said.add("answered"),
          failure -> said.add(failure.getClass().getSimpleName()));
    }
  }

  @Test
  void anAgentThatAwaitsAQuorumOfItselfIsToldAtOnce() {
    try (var simulation = SimulatedRuntime.start(1);
        var leases = Leases.of(simulation.agents())) {
      var said = new CopyOnWriteArrayList<String>();
      AgentRef<Message> self = simulation.agents().spawn(() -> new Waiting(leases, said));
      self.signal(new Message.Poll(List.of(self)));
      simulation.settle();
      assertEquals(List.of("AwaitCycleException"), said);
    }
  }

  @Test
  void soIsOneWhoseOwnVoteIsTheLastThatIsMissing() {
    try (var simulation = SimulatedRuntime.start(1);
        var leases = Leases.of(simulation.agents())) {
      var said = new CopyOnWriteArrayList<String>();
      AgentRef<Message> self = simulation.agents().spawn(() -> new Waiting(leases, said));
      AgentRef<Message> other = simulation.agents().spawn(() -> new Waiting(leases, said));
      self.signal(new Message.Poll(List.of(self, other)));
      simulation.settle();
      assertEquals(List.of("AwaitCycleException"), said);
    }
  }

  @Test
  void soAreAgentsThatWaitForEachOthersLeases() {
    try (var simulation = SimulatedRuntime.start(1);
        var leases = Leases.of(simulation.agents())) {
      var said = new CopyOnWriteArrayList<String>();
      AgentRef<Message> a = simulation.agents().spawn(() -> new Waiting(leases, said));
      AgentRef<Message> b = simulation.agents().spawn(() -> new Waiting(leases, said));
      a.signal(new Message.Take("x"));
      b.signal(new Message.Take("y"));
      simulation.settle();
      assertEquals(List.of("answered", "answered"), said);
      a.signal(new Message.Take("y"));
      simulation.settle();
      assertEquals(2, said.size());
      b.signal(new Message.Take("x"));
      simulation.settle();
      assertEquals("AwaitCycleException", said.get(2));
    }
  }

  @Test
  void aHolderIsNoLongerWaitedForWhenItHasGivenTheLeaseBack() {
    try (var simulation = SimulatedRuntime.start(1);
        var leases = Leases.of(simulation.agents())) {
      var said = new CopyOnWriteArrayList<String>();
      AgentRef<Message> a = simulation.agents().spawn(() -> new Waiting(leases, said));
      AgentRef<Message> b = simulation.agents().spawn(() -> new Waiting(leases, said));
      a.signal(new Message.Take("x"));
      simulation.settle();
      var next = leases.acquire("x", LeaseHolder.named("c"), LONG, LONG);
      b.signal(new Message.Take("x")); // behind a, and c
      simulation.settle();
      leases.release("x", LeaseHolder.of(a), leases.find("x").orElseThrow().token());
      assertTrue(next.join().isHeld());
      a.signal(new Message.Ask(b)); // b waits for c, not for a
      simulation.settle();
      next.join().release();
      simulation.settle();
      assertEquals(List.of("answered", "answered", "answered"), said);
    }
  }
}
