package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AwaitException;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.orchestration.Topology;
import io.leanagentic.orchestration.TreeAggregation;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Answers up a tree, one of whose members is full and stuck. */
final class AggregateParksTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void aFullMemberIsMissingAndParksNobody() throws InterruptedException {
    var gate = new CountDownLatch(1);
    var handled = new CountDownLatch(2);
    var results = new CopyOnWriteArrayList<String>();
    try (var runtime =
        AgentRuntime.start(RuntimeConfig.defaults().withShutdownDeadline(Duration.ofMillis(100)))) {
      List<AgentRef<Reply<Integer>>> members = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        members.add(runtime.spawn((context, reply) -> reply.send(1)));
      }
      AgentRef<Reply<Integer>> full =
          runtime.spawn(
              AgentConfig.DEFAULT.withCapacity(1).withBlocking(),
              (Behavior<Reply<Integer>>) (context, reply) -> gate.await());
      members.add(full);
      for (int i = 0; i < 2; i++) { // one at work, one in its mailbox
        full.send(runtime.<Integer>promise(LONG).reply(), LONG);
      }
      var star = Topology.star(members);
      AgentRef<String> caller =
          runtime.spawn((context, message) -> {
            if (message.equals("ask")) {
              context.onAnswer(
                  TreeAggregation.of(context.runtime(), star, star.members().getFirst())
                      .ask(reply -> reply, Integer::sum, Duration.ofMillis(500)),
                  sum -> {
                    results.add(sum.answers() + " of 6");
                    handled.countDown();
                  });
            } else {
              handled.countDown();
            }
          });
      caller.signal("ask");
      caller.signal("other");
      assertTrue(handled.await(30, TimeUnit.SECONDS), "the caller is parked");
      assertEquals(List.of("5 of 6"), results);
      gate.countDown();
    }
  }

  @Test
  void aTimeoutForEverIsLongEnough() {
    try (var simulation = SimulatedRuntime.start(1)) {
      var runtime = simulation.agents();
      AgentRef<Reply<Integer>> one = runtime.spawn((context, reply) -> reply.send(7));
      var sum =
          TreeAggregation.of(runtime, Topology.mesh(List.of(one)), one)
              .<Integer>ask(reply -> reply, Integer::sum, Duration.ofSeconds(Long.MAX_VALUE))
              .join();
      assertEquals(1, sum.answers());
    }
  }

  @Test
  void toCancelItIsToCancelItsQuestions() {
    try (var simulation = SimulatedRuntime.start(1)) {
      var runtime = simulation.agents();
      var open = new CopyOnWriteArrayList<Boolean>();
      AgentRef<Reply<Integer>> one = runtime.spawn((context, reply) -> open.add(reply.isOpen()));
      var sum =
          TreeAggregation.of(runtime, Topology.mesh(List.of(one)), one)
              .<Integer>ask(reply -> reply, Integer::sum, LONG);
      sum.cancel();
      simulation.settle();
      assertEquals(List.of(), open, "nobody waits for an answer");
      assertEquals(1, runtime.metrics().skipped());
    }
  }

  @Test
  void whatCombinesIntoNullIsAFailure() {
    try (var simulation = SimulatedRuntime.start(1)) {
      var runtime = simulation.agents();
      List<AgentRef<Reply<Integer>>> members = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        members.add(runtime.spawn((context, reply) -> reply.send(1)));
      }
      var sum =
          TreeAggregation.of(runtime, Topology.star(members), members.getFirst())
              .<Integer>ask(reply -> reply, AggregateParksTest::nothing, LONG);
      assertThrows(AwaitException.class, sum::join);
      assertFalse(sum.cancel());
    }
  }

  @SuppressWarnings("NullAway") // that is the fault
  private static Integer nothing(Integer a, Integer b) {
    return null;
  }
}
