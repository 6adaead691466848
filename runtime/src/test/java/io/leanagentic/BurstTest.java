package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.LogLines;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one turn sends is taken whole, up to a limit that fails the turn; a thread is told. */
final class BurstTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final AgentConfig TWO = AgentConfig.DEFAULT.withCapacity(2);

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  /** Counts what it gets, which must come in order. */
  private static AgentRef<Integer> counter(
      AgentRuntime runtime, AgentConfig config, AtomicInteger handled) {
    return runtime.spawn(config, (context, n) -> assertEquals(n, handled.getAndIncrement()));
  }

  /** Large enough that a step that looks at all that waits would never end. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aTurnMaySendFarMoreThanThereIsRoomFor(int workers) {
    AgentRuntime runtime =
        runtimes.start(RuntimeConfig.defaults().withWorkers(workers).withAccounting(true));
    int each = 100_000;
    var left = new AtomicInteger();
    var right = new AtomicInteger();
    var own = new AtomicInteger();
    AgentRef<Integer> one = counter(runtime, AgentConfig.DEFAULT.withCapacity(10), left);
    AgentRef<Integer> other = counter(runtime, AgentConfig.DEFAULT, right);
    AgentRef<Integer> sender =
        runtime.spawn(
            TWO,
            (context, n) -> {
              if (n < 0) {
                for (int i = 0; i < each; i++) {
                  assertTrue(one.signal(i).isTaken());
                  assertTrue(other.signal(i).isTaken());
                  assertTrue(context.self().signal(i).isTaken());
                }
              } else {
                assertEquals(n, own.getAndIncrement());
              }
            });
    sender.signal(-1);
    Until.isTrue("all are handled", () -> left.get() + right.get() + own.get() == 3 * each);
    assertEquals(0, runtime.metrics().rejected());
    assertEquals(0, runtime.metrics().deadLetters());
    assertEquals(0, runtime.metrics().failures());
  }

  @Test
  void theAgentParksUntilAllOfItHasGone() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    Promise<String> promise = runtime.promise(LONG);
    var handled = new AtomicInteger();
    AgentRef<Integer> held =
        runtime.spawn(
            TWO,
            (context, n) -> {
              handled.incrementAndGet();
              context.await(promise.await(), answer -> {}, failure -> {});
            });
    var turns = new AtomicInteger();
    AgentRef<String> sender =
        runtime.spawn((context, message) -> {
          turns.incrementAndGet();
          for (int i = 0; message.equals("burst") && i < 1000; i++) {
            held.signal(i);
          }
        });
    sender.signal("burst");
    sender.signal("next");
    steps.settle();
    assertEquals(1, turns.get(), "it is parked");
    assertTrue(held.profile().depth() <= 2, "the bound holds");
    promise.reply().send("go on");
    steps.settle();
    assertEquals(2, turns.get());
    assertEquals(1000, handled.get());
  }

  private record Spread(int left, long id) {}

  /** Bursts of up to 200 among agents with room for 1 to 3, themselves included. */
  @Test
  void burstsInCyclesAreHandledWhole() {
    Seeds.each(
        100,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1));
          var random = new SplittableRandom(seed);
          var agents = new CopyOnWriteArrayList<AgentRef<Spread>>();
          int count = 2 + random.nextInt(5);
          var refused = new AtomicInteger();
          var sent = new AtomicInteger();
          var handled = new AtomicInteger();
          for (int i = 0; i < count; i++) {
            var config = AgentConfig.DEFAULT.withCapacity(1 + random.nextInt(3)).withBurst(20_000);
            agents.add(
                runtime.spawn(
                    config,
                    (context, spread) -> {
                      handled.incrementAndGet();
                      var own = new SplittableRandom(spread.id());
                      int burst = own.nextInt(10) == 0 ? 200 : own.nextInt(2);
                      for (int n = burst; spread.left() > 0 && n > 0; n--) {
                        var to = agents.get(own.nextInt(count));
                        sent.incrementAndGet();
                        if (!to.signal(new Spread(spread.left() - 1, own.nextLong())).isTaken()) {
                          refused.incrementAndGet();
                        }
                      }
                    }));
          }
          for (int i = 0; i < 5; i++) {
            sent.incrementAndGet();
            agents.get(random.nextInt(count)).send(new Spread(3, random.nextLong()), LONG);
          }
          steps.settle();
          assertEquals(0, ((RuntimeCore) runtime).books().waiting(), "messages that wait");
          assertEquals(0, refused.get());
          assertEquals(sent.get(), handled.get());
          runtimes.finish(runtime);
        });
  }

  @Test
  void oneTooManyFailsTheTurnAndSaysWhatToDo() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    var events = Events.of(runtime);
    Promise<String> promise = runtime.promise(LONG);
    var handled = new CopyOnWriteArrayList<String>();
    AgentRef<String> held =
        runtime.spawn(
            "held",
            AgentConfig.DEFAULT.withCapacity(1),
            (context, message) -> {
              handled.add(message);
              context.await(promise.await(), answer -> {}, failure -> {});
            });
    held.signal("hold");
    steps.settle();
    AgentRef<String> sender =
        runtime.spawn(
            "sender",
            AgentConfig.DEFAULT.withBurst(3),
            (context, message) -> {
              for (int i = 0; message.equals("burst") && i < 5; i++) {
                held.signal("m" + i);
              }
            });
    sender.signal("burst");
    steps.settle();
    var failed = events.of(RuntimeEvent.Failed.class).getFirst();
    assertEquals(
        "/sender has 3 signals that wait for room, and sends one more to /held; allowed: a burst of"
            + " 3. Send a long series with context.signalAll or from a loop agent, or raise"
            + " AgentConfig.withBurst",
        failed.cause().getMessage());
    var limit = events.of(RuntimeEvent.BurstLimit.class).getFirst();
    assertEquals(
        new RuntimeEvent.BurstLimit(sender, held, "m4", 3), limit, "m0 had room, m1 to m3 wait");
    assertEquals(1, runtime.metrics().burstsTooLong());
    promise.reply().send("go on");
    steps.settle();
    assertEquals(List.of("hold", "m0", "m1", "m2", "m3"), handled, "what was taken is handled");
  }

  @Test
  void aQuestionTooManyFailsTheTurnToo() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    Promise<String> promise = runtime.promise(LONG);
    AgentRef<Reply<String>> held =
        runtime.spawn(
            AgentConfig.DEFAULT.withCapacity(1),
            (context, reply) ->
                context.await(promise.await(), answer -> reply.send("yes"), failure -> {}));
    var answers = new CopyOnWriteArrayList<String>();
    AgentRef<String> asker =
        runtime.spawn(
            AgentConfig.DEFAULT.withBurst(3),
            (context, message) -> {
              for (int i = 0; i < 4; i++) {
                context.onAnswer(held.<String>ask(reply -> reply, LONG), answers::add);
              }
              assertThrows(BurstLimitException.class, () -> held.<String>ask(reply -> reply, LONG));
            });
    asker.signal("ask");
    steps.settle();
    promise.reply().send("go on");
    steps.settle();
    assertEquals(List.of("yes", "yes", "yes", "yes"), answers);
  }

  @Test
  void signalsToItselfGoIntoItsOwnMailboxAndNeverParkIt() {
    Seeds.each(
        5,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps);
          var handled = new CopyOnWriteArrayList<Integer>();
          AgentRef<Integer> agent =
              runtime.spawn(
                  TWO.withBurst(3),
                  (context, message) -> {
                    handled.add(message);
                    for (int i = 1; message == 0 && i <= 5; i++) {
                      context.self().signal(i);
                    }
                    if (message == 0) {
                      assertThrows(BurstLimitException.class, () -> context.self().signal(6));
                    }
                  });
          agent.signal(0);
          steps.settle();
          assertEquals(List.of(0, 1, 2, 3, 4, 5), handled);
          assertEquals(0, runtime.metrics().agentParks());
          runtimes.finish(runtime);
        });
  }

  // Threads.

  @Test
  void aThreadThatIsRefusedIsLoggedOncePerOverload() throws Exception {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    AgentRef<Integer> agent = runtime.spawn("busy", TWO, (context, n) -> {});
    try (var lines = LogLines.read()) {
      for (int overload = 0; overload < 2; overload++) {
        for (int i = 0; i < 10; i++) {
          agent.signal(i);
        }
        steps.settle();
      }
      agent.signal(1);
      agent.signal(2);
      assertEquals(Delivery.REJECTED, agent.trySignal(3));
      String what =
          "the mailbox of /busy is full (capacity 2): a signal of thread "
              + Thread.currentThread().getName()
              + " was refused, %s since the last such line. send(message, timeout) waits for room;"
              + " so does context.signalAll, with a series; trySignal is refused without this line;"
              + " signal(...).orThrow() fails";
      assertEquals(List.of(what.formatted("1"), what.formatted("8")), lines.all());
    }
    assertEquals(2 * 8 + 1, runtime.metrics().rejected());
    steps.settle();
  }

  @Test
  void orThrowSaysWhatBecameOfTheMessage() {
    for (var taken : List.of(Delivery.ACCEPTED, Delivery.PRESSURED, Delivery.DEFERRED)) {
      assertSame(taken, taken.orThrow());
    }
    for (var not : List.of(Delivery.DROPPED, Delivery.REJECTED, Delivery.STOPPED)) {
      var thrown = assertThrows(Delivery.NotTakenException.class, not::orThrow);
      assertSame(not, thrown.delivery());
      assertTrue(thrown.toString().contains("was not taken, " + not), thrown::toString);
    }
  }

  @Test
  void aProgramThatAsksAgainUntilThereIsRoomGoesOn() throws Exception {
    AgentRuntime runtime = runtimes.start();
    var done = new CountDownLatch(1000);
    AgentRef<Integer> agent = runtime.spawn(TWO, (context, n) -> done.countDown());
    for (int i = 0; i < 1000; i++) {
      while (agent.signal(i) == Delivery.REJECTED) {
        Thread.onSpinWait();
      }
    }
    Until.open("all are handled", done);
  }
}
