package io.leanagentic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.Supervision;
import io.leanagentic.capability.CapUnchecked;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a test may do with a simulated system, and what it is told when that is wrong. */
final class SimulatedRuntimeTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final SimulatedRuntime runtime = SimulatedRuntime.start(1);

  record Question(Reply<String> reply) {}

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void nothingRunsUntilTheTestLetsIt() {
    var handled = new AtomicInteger();
    var agent = runtime.<String>spawn("a", (context, message) -> handled.incrementAndGet());
    agent.signal("one");
    agent.signal("two");
    assertEquals(0, handled.get());
    assertTrue(runtime.turn());
    assertEquals(1, handled.get());
    runtime.settle();
    assertEquals(2, handled.get());
    assertFalse(runtime.turn());
  }

  @Test
  void timePassesOnlyWhenNobodyIsReady() {
    var clock = runtime.clock();
    var fired = new CopyOnWriteArrayList<Long>();
    var agent =
        runtime.<String>spawn(
            "a",
            (context, message) -> {
              if (message.equals("start")) {
                context.timers().once("t", HOUR, "later");
              } else {
                fired.add(clock.nanoTime());
              }
            });
    agent.signal("start");
    runtime.settle();
    assertEquals(Duration.ZERO, runtime.elapsed());
    runtime.advance(Duration.ofMinutes(59));
    assertEquals(List.of(), fired);
    runtime.advance(Duration.ofMinutes(2));
    assertEquals(List.of(HOUR.toNanos()), fired);
    assertEquals(Duration.ofMinutes(61), runtime.elapsed());
  }

  @Test
  void anAnswerIsWaitedForInVirtualTime() {
    var agent =
        runtime.<Question>spawn(
            "late",
            (context, question) -> {
              var pause = context.runtime().<String>promise(HOUR);
              context.onAnswer(pause.await(), _ -> {}, _ -> question.reply().send("at last"));
            });
    assertEquals("at last", agent.<String>ask(Question::new, HOUR.multipliedBy(2)).join());
    assertEquals(HOUR, runtime.elapsed());
  }

  @Test
  void aSystemAtRestSaysWhatIsLeft() {
    var config = runtime.agents().defaultConfig().withCapacity(1);
    var deaf =
        runtime.<String>spawn(
            "deaf",
            config,
            (context, message) -> {
              var never = context.runtime().<String>promise(HOUR.multipliedBy(3));
              context.await(never.await(), _ -> {}, _ -> {});
            });
    var talker =
        runtime.<String>spawn(
            "talker",
            (context, message) -> {
              for (int i = 0; i < 5; i++) {
                deaf.signal("word");
              }
            });
    talker.signal("talk");
    var rest = runtime.quiesce();
    assertEquals(List.of(talker), rest.parked());
    assertEquals(List.of(deaf), rest.awaiting());
    assertTrue(rest.waiting() > 0, rest::toString);
    assertEquals(2, rest.alive());
    assertEquals(2, rest.handled());
    assertEquals(0, rest.deadLetters());
    assertEquals(Optional.of(HOUR.multipliedBy(3)), rest.nextTimer());
    var leak = assertThrows(SimulationFailure.class, rest::requireNothingLeft);
    assertEquals("leak", leak.kind());
    assertTrue(String.valueOf(leak.getMessage()).contains("/talker"), leak.getMessage());
    runtime.advance(HOUR.multipliedBy(24)); // else closing would find it
  }

  @Test
  void anAnswerThatNeverComesIsLeftOver() {
    AgentRef<Question> forgetful = runtime.<Question>spawn("forgetful", (_, question) -> {});
    AgentRef<String> asker =
        runtime.spawn(
            "asker",
            (context, _) ->
                context.await(
                    forgetful.ask(Question::new, HOUR.multipliedBy(3)), _ -> {}, _ -> {}));
    asker.signal("ask");
    var leak = assertThrows(SimulationFailure.class, runtime.quiesce()::requireNothingLeft);
    assertTrue(String.valueOf(leak.getMessage()).contains("awaiting=[/asker]"), leak.getMessage());
    runtime.advance(HOUR.multipliedBy(24));
    runtime.quiesce().requireNothingLeft();
  }

  @Test
  void aTimerThatRepeatsForEverDoesNotKeepTheSystemFromItsRest() {
    var ticks = new AtomicInteger();
    runtime.spawn(
        "clock",
        () ->
            new Behavior<String>() {
              @Override
              public void onStart(io.leanagentic.AgentContext<String> context) {
                context.timers().every("tick", Duration.ofMinutes(1), "tick");
              }

              @Override
              public void receive(io.leanagentic.AgentContext<String> context, String tick) {
                ticks.incrementAndGet();
              }
            });
    var rest = runtime.quiesce();
    assertEquals(Optional.of(Duration.ofMinutes(1)), rest.nextTimer());
    assertEquals(1, rest.timers());
    assertEquals(60, ticks.get());
  }

  @Test
  void aConditionComesTrueInVirtualTimeOrNot() {
    var agent =
        runtime.<String>spawn("a", (context, message) -> context.timers().once("t", HOUR, "x"));
    agent.signal("start");
    runtime.eventually("an hour", HOUR, () -> runtime.elapsed().equals(HOUR));
    var failure =
        assertThrows(SimulationFailure.class, () -> runtime.eventually("never", HOUR, () -> false));
    assertEquals("eventually 'never'", failure.kind());
    assertTrue(
        String.valueOf(failure.getMessage()).startsWith("'never' did not come true within PT1H"));
    assertEquals(HOUR.multipliedBy(2), runtime.elapsed());
  }

  @Test
  void anInvariantIsCheckedAfterEachTurn() {
    var sum = new AtomicInteger();
    var agent = runtime.<Integer>spawn("a", (context, number) -> sum.addAndGet(number));
    runtime.invariant("small", () -> sum.get() < 3);
    for (int i = 0; i < 5; i++) {
      agent.signal(1);
    }
    var failure = assertThrows(SimulationFailure.class, runtime::settle);
    assertEquals("invariant 'small'", failure.kind());
    assertEquals(
        "invariant 'small' does not hold, after 3 turns and PT0S; last turns: /a /a /a",
        failure.getMessage());
    assertEquals(3, sum.get());
  }

  @Test
  void anInvariantThatThrowsFailsTheTest() {
    var cause = new IllegalStateException("no such account");
    var failure =
        assertThrows(
            SimulationFailure.class,
            () ->
                runtime.invariant(
                    "money",
                    () -> {
                      throw cause;
                    }));
    assertEquals(cause, failure.getCause());
    assertTrue(String.valueOf(failure.getMessage()).startsWith("invariant 'money' threw " + cause));
  }

  @Test
  void aSystemWithoutRestIsReported() {
    var other = new AtomicReference<AgentRef<Integer>>();
    var one = runtime.<Integer>spawn("ping", (context, n) -> other.get().signal(n));
    other.set(runtime.spawn("pong", (context, n) -> one.signal(n)));
    one.signal(1);
    var failure = assertThrows(SimulationFailure.class, runtime::settle);
    assertEquals("livelock", failure.kind());
    assertTrue(String.valueOf(failure.getMessage()).contains("busiest: /p"), failure.getMessage());
  }

  @Test
  void aJumpOfTheClockLetsTimersFireLate() {
    var clock = runtime.clock();
    var fired = new CopyOnWriteArrayList<Long>();
    var agent =
        runtime.<String>spawn(
            "a",
            (context, message) -> {
              if (message.equals("start")) {
                context.timers().once("t", HOUR, "later");
              } else {
                fired.add(clock.nanoTime());
              }
            });
    agent.signal("start");
    runtime.settle();
    runtime.jump(HOUR.multipliedBy(5));
    assertEquals(List.of(), fired);
    runtime.quiesce();
    assertEquals(List.of(HOUR.multipliedBy(5).toNanos()), fired);
  }

  @Test
  void timeThatElapsesFiresTimersWhileNoAgentRuns() {
    var turns = new CopyOnWriteArrayList<String>();
    var agent = runtime.<String>spawn("a", (context, message) -> turns.add(message));
    var late = runtime.agents().after(HOUR);
    agent.signal("ready");
    runtime.elapse(HOUR);
    assertTrue(late.isDone());
    assertEquals(List.of(), turns);
    runtime.settle();
    assertEquals(List.of("ready"), turns);
  }

  @Test
  void aSlowAgentMissesADeadline() {
    var questions = new AtomicInteger();
    var slow =
        runtime.<Question>spawn(
            "slow",
            (context, question) -> {
              if (questions.getAndIncrement() == 0) {
                context.self().signal(question); // and answers in its second turn
              } else {
                question.reply().send("late");
              }
            });
    runtime.slow(slow, Duration.ofMillis(60));
    var answer = slow.<String>ask(Question::new, Duration.ofMillis(50));
    runtime.quiesce();
    assertThrows(io.leanagentic.AwaitTimeoutException.class, answer::join);
    runtime.slow(slow, Duration.ZERO);
    assertEquals("late", slow.<String>ask(Question::new, Duration.ofMillis(50)).join());
  }

  @Test
  void aSlowTurnGoesOnAfterTheEndOfAnAdvance() {
    var handled = new AtomicInteger();
    var slow = runtime.<String>spawn("slow", (context, message) -> handled.incrementAndGet());
    runtime.slow(slow, Duration.ofMillis(60));
    slow.signal("one");
    slow.signal("two");
    runtime.advance(Duration.ofMillis(10));
    assertEquals(Duration.ofMillis(10), runtime.elapsed());
    runtime.jump(Duration.ofMillis(100)); // in which nobody works
    runtime.advance(Duration.ofMillis(49));
    assertEquals(1, handled.get());
    assertEquals(Duration.ofMillis(159), runtime.elapsed());
    runtime.advance(Duration.ofMillis(1));
    assertEquals(2, handled.get());
    runtime.settle();
    assertTrue(runtime.elapsed().compareTo(Duration.ofMillis(220)) >= 0, "both turns took time");
  }

  @Test
  void theSimulationHasAnEndOfTime() {
    runtime.jump(Duration.ofDays(36_500));
    for (Executable passesIt :
        List.<Executable>of(
            () -> runtime.jump(Duration.ofDays(36_500)),
            () -> runtime.advance(Duration.ofDays(36_500)),
            () -> runtime.elapse(Duration.ofDays(36_500)),
            () -> runtime.eventually("it is late", Duration.ofDays(36_500), () -> true))) {
      var thrown = assertThrows(IllegalArgumentException.class, passesIt);
      assertTrue(
          String.valueOf(thrown.getMessage()).startsWith("time is PT876000H; allowed: zero to PT"),
          thrown.getMessage());
    }
    assertEquals(Duration.ofDays(36_500), runtime.elapsed());
  }

  @Test
  void aFullMailboxRefuses() {
    var config = AgentConfig.DEFAULT.withCapacity(4);
    var agent = runtime.<String>spawn("full", config, (context, message) -> {});
    assertEquals(4, runtime.fill(agent, "x"));
    assertEquals(Delivery.REJECTED, agent.signal("one too many"));
    runtime.settle();
    assertEquals(Delivery.ACCEPTED, agent.signal("fits"));
  }

  @Test
  void failuresGoToSupervisionAsInProduction() {
    var starts = new AtomicInteger();
    var config = AgentConfig.DEFAULT.withSupervision(Supervision.restart());
    var agent =
        runtime.<String>spawn(
            "fails",
            config,
            () -> {
              starts.incrementAndGet();
              return (context, message) -> {
                throw new IllegalStateException(message);
              };
            });
    agent.signal("boom");
    runtime.quiesce();
    assertEquals(2, starts.get());
    assertTrue(agent.isAlive());
  }

  @Test
  void anAgentFailsWhenTheTestSaysSo() {
    var failures = new CopyOnWriteArrayList<String>();
    runtime
        .agents()
        .listen(event -> {
          if (event instanceof RuntimeEvent.Failed failed) {
            failures.add(String.valueOf(failed.cause()));
          }
        });
    var starts = new AtomicInteger();
    var handled = new AtomicInteger();
    var agent =
        runtime.<String>spawn(
            "a",
            () -> {
              starts.incrementAndGet();
              return (context, message) -> handled.incrementAndGet();
            });
    runtime.settle();
    var cause = new IllegalStateException("disk full");
    runtime.fail(agent, cause);
    agent.signal("handled by the next one");
    runtime.quiesce();
    assertEquals(List.of(cause.toString()), failures);
    assertEquals(2, starts.get());
    assertEquals(1, handled.get());
    agent.stop();
    runtime.quiesce();
    runtime.fail(agent, cause); // has ended
    runtime.quiesce();
    assertEquals(1, failures.size());
  }

  @Test
  void anAgentFailsAtRandomInTheSameTurnsOfEachRun() {
    var failures = failuresOf(3);
    assertEquals(failures, failuresOf(3));
    assertTrue(failures.size() > 50 && failures.size() < 200, failures::toString);
    assertFalse(failures.equals(failuresOf(4)));
  }

  /** Before which of 100 messages the agent fails, if half of its turns do. */
  private static List<Integer> failuresOf(long seed) {
    try (var simulation = SimulatedRuntime.start(seed)) {
      var handled = new CopyOnWriteArrayList<Integer>();
      var failedBefore = new CopyOnWriteArrayList<Integer>();
      simulation
          .agents()
          .listen(event -> {
            if (event instanceof RuntimeEvent.Failed) {
              failedBefore.add(handled.size());
            }
          });
      var config = AgentConfig.DEFAULT.withSupervision(Supervision.resume());
      var agent = simulation.<Integer>spawn("a", config, (context, n) -> handled.add(n));
      simulation.failAtRandom(agent, 0.5);
      for (int i = 0; i < 100; i++) {
        agent.signal(i);
      }
      simulation.quiesce();
      assertEquals(100, handled.size());
      return List.copyOf(failedBefore);
    }
  }

  @Test
  @CapUnchecked("an agent that has the simulation it lives in is the mistake")
  void anAgentCannotDriveItsOwnSimulation() {
    var thrown = new AtomicReference<Throwable>();
    var agent =
        runtime.<String>spawn(
            "a",
            (context, message) -> {
              try {
                runtime.quiesce();
              } catch (IllegalStateException e) {
                thrown.set(e);
              }
            });
    agent.signal("go");
    runtime.settle();
    assertTrue(String.valueOf(thrown.get()).contains("let the test do it"));
  }

  @Test
  void aSignalOfAnotherThreadIsRefused() throws InterruptedException {
    var agent = runtime.<String>spawn("a", (context, message) -> {});
    agent.signal("mine");
    runtime.settle();
    Thread.ofPlatform().name("stranger").start(() -> agent.signal("not mine")).join();
    var thrown = assertThrows(IllegalStateException.class, runtime::settle);
    assertTrue(
        String.valueOf(thrown.getMessage()).startsWith("thread 'stranger'"), thrown.getMessage());
  }

  @Test
  void anAgentThatBlocksIsSimulatedToo() {
    var config = AgentConfig.DEFAULT.withBlocking();
    var late = runtime.agents().<String>promise(HOUR);
    var agent =
        runtime.<Reply<String>>spawn(
            "blocks",
            config,
            (context, reply) -> {
              try {
                late.await().join();
              } catch (AwaitTimeoutException e) {
                reply.send("an hour has passed");
              }
            });
    assertEquals("an hour has passed", agent.ask(Function.identity(), HOUR.plusHours(1)).join());
  }

  @Test
  void soIsALoopAgentAndAChildOfOne() {
    AgentRef<Reply<String>> parent =
        runtime
            .agents()
            .spawn(
                "loop",
                mailbox -> {
                  AgentLoop<Reply<String>> loop =
                      inner -> {
                        Reply<String> reply = inner.receive();
                        inner.sleep(HOUR);
                        reply.send("slept");
                      };
                  AgentRef<Reply<String>> child = mailbox.spawn(loop);
                  while (true) {
                    child.signal(mailbox.receive());
                  }
                });
    assertEquals("slept", parent.ask(Function.identity(), HOUR.plusHours(1)).join());
  }

  @Test
  void anAgentThatDoesNotEndIsALeak() {
    var impatient =
        SimulatedRuntime.start(
            1,
            Strategy.random(),
            SimulatedRuntime.defaultConfig().withShutdownDeadline(Duration.ofMillis(20)));
    var agent =
        impatient.<String>spawn(
            "stays",
            (context, message) -> {
              var never = context.runtime().<String>promise(HOUR);
              context.await(never.await(), _ -> {}, _ -> {});
            });
    agent.signal("wait");
    agent.signal("and");
    agent.signal("wait");
    impatient.settle();
    var leak = assertThrows(SimulationFailure.class, impatient::close);
    assertTrue(String.valueOf(leak.getMessage()).contains("[/stays]"), leak.getMessage());
  }

  @Test
  void badArgumentsAreRefused() {
    refused("time is PT-1S", () -> runtime.advance(Duration.ofSeconds(-1)));
    refused("time is PT-1S", () -> runtime.jump(Duration.ofSeconds(-1)));
    refused("time is PT-1S", () -> runtime.eventually("x", Duration.ofSeconds(-1), () -> true));
    refused("time is ", () -> runtime.advance(Duration.ofDays(1_000_000)));
    var agent = runtime.<String>spawn("a", (context, message) -> {});
    refused("share is -0.1", () -> runtime.failAtRandom(agent, -0.1));
    refused("share is NaN", () -> runtime.failAtRandom(agent, Double.NaN));
    refused("depth of pct is 0", () -> Strategy.pct(0));
  }

  private static void refused(String text, org.junit.jupiter.api.function.Executable call) {
    var thrown = assertThrows(IllegalArgumentException.class, call);
    assertTrue(String.valueOf(thrown.getMessage()).startsWith(text), thrown.getMessage());
    assertTrue(String.valueOf(thrown.getMessage()).contains("; allowed: "), thrown.getMessage());
  }

  @Test
  void aSimulationThatIsOverSaysSo() {
    runtime.close();
    for (var call :
        List.<org.junit.jupiter.api.function.Executable>of(
            runtime::settle,
            runtime::quiesce,
            runtime::turn,
            runtime::probe,
            () -> runtime.jump(HOUR))) {
      var thrown = assertThrows(IllegalStateException.class, call);
      assertEquals("this simulation is over; start another one", thrown.getMessage());
    }
  }
}
