package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The waits of loop agents in the middle of their code, on workers and under a stepper. */
@Val
final class LoopWaitsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Seen seen = new Seen();

  private void note(Throwable failure) {
    seen.add(String.valueOf(failure.getMessage()));
  }

  // Sleep and await.

  @Test
  void aLoopSleepsByTheRuntimesClock() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    AgentRef<Reply<String>> loop =
        runtime.spawn(mailbox -> {
          Reply<String> reply = mailbox.receive();
          mailbox.sleep(Duration.ZERO);
          mailbox.sleep(HOUR);
          reply.send("slept");
        });
    Await<String> answer = loop.ask(reply -> reply, HOUR.multipliedBy(2));
    long from = steps.clock().nanoTime();
    assertEquals("slept", answer.join());
    assertTrue(steps.clock().nanoTime() - from >= HOUR.toNanos());
  }

  @Test
  void aLoopAwaitsAnAnswer() {
    AgentRuntime runtime = runtimes.start();
    Promise<String> promise = runtime.promise(LONG);
    AgentRef<Reply<String>> loop =
        runtime.spawn(mailbox -> mailbox.receive().send(mailbox.await(promise.await())));
    Await<String> answer = loop.ask(reply -> reply, LONG);
    promise.reply().send("answer");
    assertEquals("answer", answer.join());
  }

  @Test
  void anAnswerThatFailsIsThrown() {
    AgentRuntime runtime = runtimes.start(new Steps(2));
    Promise<String> promise = runtime.promise(HOUR);
    AgentLoop<Object> loop =
        mailbox ->
            note(assertThrows(AwaitTimeoutException.class, () -> mailbox.await(promise.await())));
    runtime.spawn(loop).termination(HOUR.multipliedBy(2)).join();
    assertEquals(List.of("a promised answer did not come within 3600 s"), seen);
  }

  private void sleeper(Mailbox<Object> mailbox) {
    mailbox.sleep(HOUR);
    seen.add("slept");
    mailbox.receive();
  }

  /** A stop waits behind the message that is being handled; an abort does not. */
  @Test
  void onlyAnAbortEndsThem() {
    var steps = new Steps(3);
    AgentRuntime runtime = runtimes.start(steps);
    Promise<String> promise = runtime.promise(HOUR.multipliedBy(9));
    AgentRef<Object> asleep = runtime.spawn(this::sleeper);
    AgentRef<Object> asleepToo = runtime.spawn(this::sleeper);
    AgentRef<Object> waits =
        runtime.spawn(mailbox -> {
          seen.add(mailbox.await(promise.await()));
          mailbox.receive();
        });
    AgentRef<Object> waitsToo =
        runtime.spawn(mailbox -> {
          seen.add(mailbox.await(promise.await()));
          mailbox.receive();
        });
    steps.settle();
    asleep.stop();
    asleepToo.abort();
    waits.stop();
    waitsToo.abort();
    steps.settle();
    assertTrue(asleep.isAlive() && waits.isAlive());
    assertFalse(asleepToo.isAlive() || waitsToo.isAlive());
    assertFalse(promise.await().isDone(), "another waits for it");
    promise.reply().send("answered");
    steps.advance(HOUR);
    assertEquals(List.of("answered", "slept"), seen);
    assertEquals(List.of(), runtime.roots());
    assertEquals(0, runtime.metrics().failures());
  }

  @Test
  void anAwaitEndsWithTheLoopThatWaitsForIt() {
    var steps = new Steps(4);
    AgentRuntime runtime = runtimes.start(steps);
    Promise<String> promise = runtime.promise(HOUR);
    AgentLoop<Object> loop = mailbox -> mailbox.await(promise.await());
    AgentRef<Object> agent = runtime.spawn(loop);
    steps.settle();
    agent.abort();
    steps.settle();
    assertFalse(promise.reply().isOpen());
  }

  @Test
  void negativeDurationsAreRefused() {
    AgentRuntime runtime = runtimes.start(new Steps(5));
    AgentLoop<Object> loop =
        mailbox ->
            note(
                assertThrows(
                    IllegalArgumentException.class, () -> mailbox.sleep(Duration.ofMillis(-1))));
    runtime.spawn(loop).termination(HOUR).join();
    assertEquals(List.of("time is PT-0.001S; allowed: zero or more"), seen);
  }

  // Children.

  @Test
  void whatAChildEscalatesIsThrownWhereTheLoopWaits() {
    var steps = new Steps(6);
    AgentRuntime runtime = runtimes.start(steps);
    var escalate = AgentConfig.DEFAULT.withSupervision(Supervision.escalate());
    var stop = AgentConfig.DEFAULT.withSupervision(Supervision.stop());
    AgentLoop<Object> loop =
        mailbox -> {
          AgentRef<String> child =
              mailbox.spawn(
                  escalate,
                  (AgentContext<String> context, String word) -> {
                    throw new IllegalStateException(word);
                  });
          assertEquals(List.of(child), mailbox.children());
          child.signal("on purpose");
          mailbox.sleep(HOUR);
        };
    AgentRef<Object> parent = runtime.spawn("parent", stop, loop);
    var end = parent.termination(HOUR).join();
    assertEquals("on purpose", end.cause().orElseThrow().getMessage());
    assertEquals(0, runtime.metrics().agentsAlive());
  }

  // Whichever comes first.

  @Test
  void aSelectionTakesWhatComesFirst() {
    var steps = new Steps(7);
    AgentRuntime runtime = runtimes.start(steps);
    Channel<String> channel = runtime.channel(2);
    Promise<String> promise = runtime.promise(HOUR.multipliedBy(9));
    AgentRef<Object> loop =
        runtime.spawn(mailbox -> {
          for (int i = 0; i < 5; i++) {
            boolean taken =
                Select.create()
                    .on(mailbox, message -> seen.add("message " + message))
                    .on(promise.await(), answer -> seen.add("answer " + answer))
                    .on(channel, element -> seen.add("element " + element))
                    .run(HOUR);
            if (!taken) {
              seen.add("nothing");
            }
          }
        });
    steps.settle();
    loop.signal(1);
    steps.settle();
    channel.trySend("a");
    steps.settle();
    steps.advance(HOUR);
    loop.signal(2);
    steps.settle();
    promise.reply().send("x");
    steps.settle();
    assertEquals(List.of("message 1", "element a", "nothing", "message 2", "answer x"), seen);
    assertFalse(loop.isAlive());
  }

  @Test
  void nothingIsLostWhenAllComeAtOnce() {
    Seeds.each(
        50,
        seed -> {
          seen.clear();
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps);
          Channel<Integer> channel = runtime.channel(10);
          Promise<Integer> promise = runtime.promise(HOUR);
          AgentRef<Integer> loop =
              runtime.spawn(mailbox -> {
                boolean[] answered = new boolean[1];
                while (seen.size() < 21) {
                  Select select = Select.create().on(mailbox, seen::add).on(channel, seen::add);
                  if (!answered[0]) {
                    select.on(
                        promise.await(),
                        answer -> {
                          answered[0] = true;
                          seen.add(answer);
                        });
                  }
                  select.run(HOUR);
                }
              });
          AgentRef<Object> sender =
              runtime.spawn((context, message) -> {
                for (int i = 0; i < 10; i++) {
                  loop.signal(i);
                  channel.trySend(10 + i);
                }
              });
          steps.turn();
          sender.signal("go");
          promise.reply().send(20);
          steps.settle();
          var all = new ArrayList<Integer>();
          seen.forEach(value -> all.add((Integer) value));
          java.util.Collections.sort(all);
          assertEquals(java.util.stream.IntStream.range(0, 21).boxed().toList(), all);
          assertFalse(loop.isAlive());
        });
  }

  @Test
  void aSelectionOnWorkersMissesNothing() throws Exception {
    AgentRuntime runtime = runtimes.start();
    Channel<Integer> channel = runtime.channel(10_000);
    AgentRef<Integer> loop =
        runtime.spawn(mailbox -> {
          while (seen.size() < 4000) {
            Select.create().on(mailbox, seen::add).on(channel, seen::add).run(LONG);
          }
        });
    Thread sender =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 2000; i++) {
                channel.trySend(i);
              }
            });
    for (int i = 0; i < 2000; i++) {
      assertTrue(loop.send(i, LONG).isTaken());
    }
    Until.ended(sender);
    loop.termination(LONG).join();
    assertEquals(4000, seen.size());
  }

  @Test
  void aStopEndsASelection() {
    var steps = new Steps(8);
    AgentRuntime runtime = runtimes.start(steps);
    Promise<String> promise = runtime.promise(HOUR);
    AgentRef<Object> loop =
        runtime.spawn(mailbox -> {
          while (true) {
            Select.create().on(mailbox, seen::add).on(promise.await(), seen::add).run(HOUR);
          }
        });
    loop.signal(1);
    loop.stop();
    steps.settle();
    assertFalse(loop.isAlive());
    assertEquals(List.<Object>of(1), seen);
    assertFalse(promise.reply().isOpen(), "nobody waits for it any more");
  }

  @Test
  void aSelectionWithAnAwaitIsForLoopAgents() {
    AgentRuntime runtime = runtimes.start();
    Await<String> await = runtime.<String>promise(LONG).await();
    var outside =
        assertThrows(
            IllegalStateException.class, () -> Select.create().on(await, seen::add).run(LONG));
    assertEquals(
        "a selection with an await is for loop agents; elsewhere use Await.any, or join",
        outside.getMessage());
    var taking =
        assertThrows(
            IllegalStateException.class, () -> Select.create().on(await, seen::add).taking(LONG));
    assertEquals(
        "a selection with a mailbox or an await is for loop agents, which run() it",
        taking.getMessage());
  }

  // The same seed, the same run.

  private record Run(List<Object> seen, long signature, long turns) {}

  private static final class Model implements Behavior<Reply<Integer>> {
    private int asked;

    @Override
    public void receive(AgentContext<Reply<Integer>> context, Reply<Integer> reply) {
      asked++;
      if (asked % 3 == 0) {
        reply.fail(new IllegalStateException("busy"));
      } else {
        reply.send(asked);
      }
    }
  }

  /** Workers that ask a model, sleep, try again and report; a boss that listens. */
  private Run run(long seed) {
    var seen = new Seen();
    var steps = new Steps(seed);
    AgentRuntime runtime = runtimes.start(steps);
    AgentRef<Object> boss =
        runtime.spawn(
            "boss",
            mailbox -> {
              while (true) {
                seen.add(mailbox.receive());
              }
            });
    AgentRef<Reply<Integer>> model =
        runtime.spawn("model", AgentConfig.DEFAULT.withBlocking(), Model::new);
    for (int i = 0; i < 5; i++) {
      int me = i;
      AgentRef<Integer> worker =
          runtime.spawn(
              "worker" + i,
              mailbox -> {
                while (true) {
                  int job = mailbox.receive();
                  for (int tries = 1; ; tries++) {
                    try {
                      int answer = mailbox.await(model.<Integer>ask(reply -> reply, HOUR));
                      boss.signal(me + ": " + job + " = " + answer + " after " + tries);
                      break;
                    } catch (AwaitException e) {
                      mailbox.sleep(Duration.ofSeconds(tries));
                    }
                  }
                }
              });
      for (int job = 0; job < 4; job++) {
        worker.signal(job);
      }
    }
    steps.finish();
    assertEquals(20, seen.size());
    return new Run(List.copyOf(seen), steps.signature(), steps.turns());
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    Seeds.each(
        20,
        seed -> {
          Run first = run(seed);
          assertEquals(first, run(seed));
          assertEquals(first, run(seed));
        });
  }

  @Test
  void otherSeedsGiveOtherRuns() {
    var runs = new java.util.HashSet<Run>();
    for (long seed = 0; seed < 10; seed++) {
      runs.add(run(seed));
    }
    assertTrue(runs.size() > 5, runs::toString);
  }
}
