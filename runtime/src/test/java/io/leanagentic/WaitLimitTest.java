package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An agent that waits for many answers leaves further messages in its mailbox. */
class WaitLimitTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final AgentConfig TWO = AgentConfig.DEFAULT.withOpenWaits(2);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(5);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Seen seen = new Seen();
  private final CopyOnWriteArrayList<Reply<String>> asked = new CopyOnWriteArrayList<>();

  private record Question(String text, Reply<String> reply) {}

  private final AgentRef<Reply<String>> slow = runtime.spawn((context, reply) -> asked.add(reply));

  /** Hands every question to {@code slow}. */
  private Behavior<Question> worker() {
    var from = slow;
    var log = seen;
    return (context, q) -> {
      log.add("begins " + q.text);
      if (q.text.equals("timer")) {
        context.timers().once("t", Duration.ofMillis(1), new Question("rings", q.reply));
      }
      if (!q.text.equals("rings")) {
        context.onAnswer(from.<String>ask(r -> r, LONG), q.reply::send);
      }
    };
  }

  private static Await<String> ask(AgentRef<Question> agent, String text) {
    return agent.ask(reply -> new Question(text, reply), LONG);
  }

  @Test
  void furtherMessagesWaitForAnAnswer() {
    AgentRef<Question> agent = runtime.spawn(TWO, worker());
    List<Await<String>> all =
        List.of(ask(agent, "1"), ask(agent, "2"), ask(agent, "3"), ask(agent, "4"));
    steps.settle();
    assertEquals(List.of("begins 1", "begins 2"), seen);
    assertEquals(2, agent.profile().depth());
    asked.get(1).send("two");
    steps.settle();
    assertEquals(List.of("begins 1", "begins 2", "begins 3"), seen);
    asked.get(0).send("one");
    asked.get(2).send("three");
    steps.settle();
    asked.get(3).send("four");
    steps.settle();
    assertEquals(List.of("one", "two", "three", "four"), Await.all(all).join());
    assertEquals(4, agent.profile().handled());
  }

  @Test
  void thePressureReachesTheSenders() {
    AgentRef<Question> agent = runtime.spawn(TWO.withCapacity(3), worker());
    var all = new ArrayList<Await<String>>();
    for (int i = 0; i < 20; i++) {
      all.add(ask(agent, "" + i));
      steps.settle();
    }
    assertEquals(2, seen.size());
    assertEquals(5, all.stream().filter(one -> !one.isDone()).count());
    assertEquals(15, runtime.metrics().rejected());
    assertEquals(0, runtime.metrics().failures());
    for (int i = 0; i < 5; i++) {
      asked.get(i).send("done");
      steps.settle();
    }
    assertTrue(all.stream().allMatch(Await::isDone));
  }

  @Test
  void timersAndCancelsGoOn() {
    AgentRef<Question> agent = runtime.spawn(AgentConfig.DEFAULT.withOpenWaits(1), worker());
    Await<String> first = ask(agent, "timer");
    Await<String> second = ask(agent, "2");
    steps.advance(Duration.ofMillis(2));
    assertEquals(List.of("begins timer", "begins rings"), seen);
    first.cancel();
    steps.settle();
    assertEquals(List.of("begins timer", "begins rings", "begins 2"), seen);
    assertFalse(second.isDone());
  }

  @Test
  void aStopComesAfterWhatWasSentBefore() {
    AgentRef<Question> agent = runtime.spawn(AgentConfig.DEFAULT.withOpenWaits(1), worker());
    Await<String> first = ask(agent, "1");
    ask(agent, "2");
    agent.stop();
    steps.settle();
    assertTrue(agent.isAlive());
    asked.getFirst().send("one");
    steps.settle();
    assertEquals("one", first.join());
    assertEquals(List.of("begins 1", "begins 2"), seen);
  }

  @Test
  void anAbortDoesNotWait() {
    AgentRef<Question> agent = runtime.spawn(AgentConfig.DEFAULT.withOpenWaits(1), worker());
    ask(agent, "1");
    Await<String> second = ask(agent, "2");
    steps.settle();
    agent.abort();
    steps.settle();
    assertFalse(agent.isAlive());
    assertThrows(AwaitException.class, second::join);
  }

  @Test
  void theLimitIsInRange() {
    for (int n : List.of(0, -1, Integer.MIN_VALUE, (1 << 24) + 1)) {
      assertThrows(IllegalArgumentException.class, () -> AgentConfig.DEFAULT.withOpenWaits(n));
    }
    assertEquals(1 << 24, AgentConfig.DEFAULT.openWaits());
  }

  /** On workers: no answer is missed while messages are held back. */
  @Test
  void nothingIsMissedUnderLoad() {
    Seeds.each(
        3,
        _ -> {
          AgentRuntime live = runtimes.start();
          var open = new AtomicInteger();
          var most = new AtomicInteger();
          AgentRef<Reply<String>> echo = live.spawn((context, reply) -> reply.send("echo"));
          AgentRef<Question> agent =
              live.spawn(
                  TWO.withCapacity(8),
                  (context, q) -> {
                    most.accumulateAndGet(open.incrementAndGet(), Math::max);
                    context.onAnswer(
                        echo.<String>ask(r -> r, LONG),
                        answer -> {
                          open.decrementAndGet();
                          q.reply.send(answer);
                        });
                  });
          AgentRef<Integer> driver =
              live.spawn((context, count) -> {
                for (int i = 0; i < count; i++) {
                  ask(agent, "" + i).whenDone((answer, failure) -> {});
                }
              });
          driver.signal(2_000);
          Runtimes.awaitQuiet(live);
          assertEquals(0, open.get());
          assertTrue(most.get() <= 2, () -> most + " at work");
          runtimes.finish(live);
        });
  }
}
