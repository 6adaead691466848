package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Iso;
import io.leanagentic.spi.Clock;
import io.leanagentic.spi.Seams;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/**
 * What is wrong is refused with an exception that says what, which value, and what is allowed; and
 * nothing else happens.
 *
 * <p>Elsewhere: a message of the wrong type ({@link FailureTest}), a second answer ({@link
 * AskTest}), watching the dead and stopping twice ({@link LifecycleTest}), unstashing nothing
 * ({@link StashTest}), whatever comes after the end of the runtime ({@link ShutdownTest}).
 */
@SuppressWarnings("NullAway") // what a careless caller does
class BadInputTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration LESS = Duration.ofMillis(-1);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(31);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final AgentRef<Job> agent = runtime.spawn("agent", (context, job) -> job.run(context));

  private interface Job {
    void run(AgentContext<Job> context) throws Exception;
  }

  /** Runs {@code job} in the agent's turn. */
  private void at(@Iso Job job) {
    var failures = new Seen();
    agent.signal(context -> {
      try {
        job.run(context);
      } catch (AssertionError e) {
        failures.add(e.toString());
      }
    });
    steps.settle();
    assertEquals(List.of(), failures);
    assertEquals(0, runtime.metrics().failures());
  }

  private static void refuses(
      Class<? extends RuntimeException> type, String message, Executable use) {
    assertEquals(message, assertThrows(type, use, message).getMessage());
  }

  private static void refuses(String message, Executable use) {
    refuses(IllegalArgumentException.class, message, use);
  }

  private static void refusesNull(String message, Executable use) {
    refuses(NullPointerException.class, message, use);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // null is of every type
  private static <T> T none() {
    return null;
  }

  // Null.

  @Test
  void nullIsNoMessage() {
    refusesNull("message", () -> agent.signal(none()));
    refusesNull("message", () -> agent.trySignal(none()));
    refusesNull("message", () -> agent.send(none(), LONG));
    refusesNull("message", () -> agent.ask(none(), LONG));
    refusesNull("message", () -> agent.tryAsk(none(), LONG));
    refusesNull("message made from the reply", () -> agent.ask(reply -> none(), LONG));
    Channel<String> channel = runtime.channel(1);
    String element = "an element of a channel must not be null";
    refusesNull(element, () -> channel.trySend(none()));
    refusesNull(element, () -> channel.send(none(), LONG));
    refusesNull(element, () -> channel.sending(none(), LONG));
    at(context -> {
      refusesNull("message", () -> context.stash(none()));
      refusesNull("message", () -> context.receiveTimeout(LONG, null));
      refusesNull("message", () -> context.timers().once("key", LONG, none()));
      refusesNull("message", () -> context.timers().every("key", LONG, null));
    });
    assertEquals(1, runtime.metrics().handled());
  }

  @Test
  void nullIsNoAnswer() {
    Promise<String> promise = runtime.promise(LONG);
    refusesNull(
        "the answer must not be null; to say that there is none use fail() or an Optional",
        () -> promise.reply().send(none()));
    refusesNull(
        "the cause of a failed answer must not be null", () -> promise.reply().fail(none()));
    assertTrue(promise.reply().isOpen(), "nothing was answered");
    assertEquals(Delivery.ACCEPTED, promise.reply().send("answer"));
    assertEquals(Delivery.REJECTED, promise.reply().send("second"));
    assertEquals("answer", promise.await().join());
  }

  @Test
  void nullIsNothingElseEither() {
    refusesNull("timeout", () -> agent.send(context -> {}, none()));
    refusesNull("timeout", () -> agent.ask(reply -> context -> {}, none()));
    refusesNull("timeout", () -> agent.termination(none()));
    refusesNull("timeout", () -> runtime.promise(none()));
    refusesNull("deadline", () -> runtime.shutdown(none()));
    refusesNull("config", () -> AgentRuntime.start(none()));
    refusesNull("path", () -> runtime.find(none()));
    refusesNull("listener", () -> runtime.listen(none()));
    Await<String> await = runtime.<String>promise(LONG).await();
    refusesNull("function", () -> await.map(none()));
    refusesNull("action", () -> await.whenDone(none()));
    refusesNull("awaits", () -> Await.all(none()));
    refusesNull("awaits", () -> Await.any(none()));
    at(context -> {
      refusesNull("agent", () -> context.watch(none()));
      refusesNull("agent", () -> context.watch(none(), end -> c -> {}));
      refusesNull("message", () -> context.watch(agent, none()));
      refusesNull("agent", () -> context.unwatch(none()));
      refusesNull("behavior", () -> context.become(none()));
      refusesNull("receive timeout", () -> context.receiveTimeout(none(), c -> {}));
      refusesNull("key", () -> context.timers().once(none(), LONG, c -> {}));
      refusesNull("delay", () -> context.timers().once("key", none(), c -> {}));
      refusesNull("period", () -> context.timers().every("key", none(), c -> {}));
      refusesNull("key", () -> context.timers().cancel(none()));
      refusesNull("key", () -> context.timers().isActive(none()));
      refusesNull("await", () -> context.onAnswer(none(), answer -> {}));
      refusesNull("then", () -> context.onAnswer(await, none()));
      refusesNull("failure", () -> context.onAnswer(await, answer -> {}, none()));
      refusesNull("await", () -> context.await(none(), answer -> {}));
      refusesNull("then", () -> context.await(await, none()));
      refusesNull("failure", () -> context.await(await, answer -> {}, none()));
      context.await(Await.all(List.of()), answer -> {}); // what was refused left no wait behind
    });
  }

  @Test
  void nullCannotBeSpawned() {
    at(context -> {
      for (Spawner spawner : List.of(runtime, context)) {
        AgentConfig config = AgentConfig.DEFAULT;
        Supplier<Behavior<Job>> factory = () -> (c, job) -> {};
        refusesNull(
            "factory", () -> spawner.spawn(config, BadInputTest.<Supplier<Behavior<Job>>>none()));
        refusesNull(
            "factory", () -> spawner.spawn("x", BadInputTest.<Supplier<Behavior<Job>>>none()));
        refusesNull("behavior", () -> spawner.spawn(config, BadInputTest.<Behavior<Job>>none()));
        refusesNull("behavior", () -> spawner.spawn("x", BadInputTest.<Behavior<Job>>none()));
        refusesNull("loop", () -> spawner.spawn(config, BadInputTest.<AgentLoop<Job>>none()));
        refusesNull("loop", () -> spawner.spawn("x", BadInputTest.<AgentLoop<Job>>none()));
        refusesNull("name", () -> spawner.spawn(BadInputTest.<String>none(), factory));
        refusesNull("config", () -> spawner.spawn(BadInputTest.<AgentConfig>none(), factory));
        refusesNull("config", () -> spawner.spawn("x", none(), (Mailbox<Job> mailbox) -> {}));
        spawner.<Job>spawn("x", factory); // the name was not taken
      }
    });
    assertEquals(3, runtime.metrics().agentsAlive());
  }

  // Names.

  @Test
  void aNameIsNotBlankNoPathAndNotOneOfOurs() {
    at(context -> {
      for (Spawner spawner : List.of(runtime, context)) {
        for (String name : List.of("", " ", "\t\n", "a/b", "/a", "a/", "$1", "$")) {
          String message =
              "agent name is '" + name + "'; allowed: not blank, no '/', not beginning with '$'";
          refuses(message, () -> spawner.spawn(name, (AgentContext<Job> c, Job job) -> {}));
          refuses(message, () -> spawner.<Job>spawn(name, () -> (c, job) -> {}));
          refuses(message, () -> spawner.spawn(name, (Mailbox<Job> mailbox) -> {}));
        }
        spawner.<Job>spawn("an odd näme: $ . *", (c, job) -> {});
      }
    });
    assertTrue(runtime.find("/agent/an odd näme: $ . *").isPresent());
    assertEquals(3, runtime.metrics().agentsAlive());
  }

  /** A name is part of log lines: it must not look like two of them, nor hide anything. */
  @Test
  void aNameIsOneLineAndNotTooLong() {
    refuses(
        "agent name is 'a\\u000aINFO: b'; allowed: no control characters, line ends or invisible ones",
        () -> runtime.spawn("a\nINFO: b", (AgentContext<Job> c, Job job) -> {}));
    for (String name : List.of("a\rb", "\u001b[31mred", "a\u2028b", "\u202eabc", "a\u0000")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> runtime.spawn(name, (AgentContext<Job> c, Job job) -> {}));
    }
    String long200 = "x".repeat(200);
    refuses(
        "agent name is '" + long200 + "... (201 characters)'; allowed: at most 200 characters",
        () -> runtime.spawn(long200 + "y", (AgentContext<Job> c, Job job) -> {}));
    runtime.<Job>spawn(long200, (c, job) -> {});
  }

  @Test
  void siblingsHaveDifferentNames() throws Exception {
    refuses(
        DuplicateNameException.class,
        "there is a living root agent named 'agent' already",
        () -> runtime.spawn("agent", (AgentContext<Job> c, Job job) -> {}));
    var elsewhere = Collections.synchronizedList(new ArrayList<String>());
    for (int i = 0; i < 20; i++) { // threads of all numbers: root agents are kept in several places
      Until.ended(
          Thread.ofPlatform()
              .start(() ->
                  elsewhere.add(
                      assertThrows(
                              DuplicateNameException.class,
                              () -> runtime.spawn("agent", (Mailbox<Job> mailbox) -> {}))
                          .toString())));
    }
    assertEquals(20, elsewhere.size());
    at(context -> {
      context.<Job>spawn("child", (c, job) -> {});
      refuses(
          DuplicateNameException.class,
          "/agent has a living child named 'child' already",
          () -> context.<Job>spawn("child", (c, job) -> {}));
      context.<Job>spawn("agent", (c, job) -> {}); // its parent is no sibling
      assertEquals(2, context.children().size());
    });
    assertEquals(3, runtime.metrics().agentsAlive());
  }

  @Test
  void aPathBeginsWithASlash() {
    for (String path : List.of("", "agent", "agent/child")) {
      refuses(
          "agent path is '" + path + "'; allowed: names after slashes", () -> runtime.find(path));
    }
  }

  // Durations.

  @Test
  void aTimeoutIsMoreThanZero() {
    for (Duration timeout : List.of(Duration.ZERO, LESS, Duration.ofSeconds(Long.MIN_VALUE))) {
      String message = "timeout must be more than zero, but was " + timeout;
      refuses(message, () -> agent.ask(reply -> context -> {}, timeout));
      refuses(message, () -> agent.tryAsk(reply -> context -> {}, timeout));
      refuses(message, () -> agent.termination(timeout));
      refuses(message, () -> runtime.promise(timeout));
      Channel<String> channel = runtime.channel(1);
      refuses(message, () -> channel.sending("element", timeout));
      refuses(message, () -> channel.receiving(timeout));
      refuses(message, () -> Select.create().on(channel, element -> {}).taking(timeout));
      at(context -> {
        refuses(
            "receive timeout is " + timeout + "; allowed: more than zero",
            () -> context.receiveTimeout(timeout, c -> {}));
        refuses(
            "period is " + timeout + "; allowed: more than zero",
            () -> context.timers().every("key", timeout, c -> {}));
      });
    }
  }

  @Test
  void aTimeToWaitIsNotNegative() {
    AgentRuntime threaded = runtimes.start();
    for (Duration timeout : List.of(LESS, Duration.ofSeconds(Long.MIN_VALUE))) {
      refuses(
          "timeout is " + timeout + "; allowed: zero or more",
          () -> agent.send(context -> {}, timeout));
      refuses(
          "deadline is " + timeout + "; allowed: zero or more", () -> runtime.shutdown(timeout));
      Channel<String> channel = runtime.channel(1);
      String message = "timeout must be zero or more, but was " + timeout;
      refuses(message, () -> channel.send("element", timeout));
      refuses(message, () -> channel.receive(timeout));
      refuses(message, () -> Select.create().on(channel, element -> {}).run(timeout));
      at(context ->
          refuses(
              "delay is " + timeout + "; allowed: zero or more",
              () -> context.timers().once("key", timeout, c -> {})));
      AgentRef<Job> loop =
          threaded.spawn(
              AgentConfig.DEFAULT.withSupervision(Supervision.stop()),
              (Mailbox<Job> mailbox) ->
                  refuses(
                      "timeout is " + timeout + "; allowed: zero or more",
                      () -> mailbox.receive(timeout)));
      assertEquals(Optional.empty(), loop.termination(LONG).join().cause());
    }
    assertEquals(0, runtime.metrics().failures());
  }

  @Test
  void aTimeTooLongToCountIsForEver() {
    Duration ever = Duration.ofSeconds(Long.MAX_VALUE);
    Await<String> await = runtime.<String>promise(ever).await();
    at(context -> {
      context.timers().once("key", ever, c -> {});
      context.timers().every("other", ever, c -> {});
      context.receiveTimeout(ever, c -> {});
    });
    steps.advance(Duration.ofDays(1000));
    assertEquals(1, runtime.metrics().handled());
    assertTrue(!await.isDone());
  }

  // Configs.

  @Test
  void boundsOfAMailbox() {
    for (int capacity : new int[] {0, -1, Integer.MIN_VALUE, (1 << 24) + 1, Integer.MAX_VALUE}) {
      String message = "mailbox capacity is " + capacity + "; allowed: 1 to 16777216";
      refuses(message, () -> MailboxConfig.ofCapacity(capacity));
      refuses(message, () -> AgentConfig.DEFAULT.withCapacity(capacity));
    }
    MailboxConfig ten = MailboxConfig.ofCapacity(10);
    refuses("high water is 11; allowed: 1 to the capacity, 10", () -> ten.withWaterMarks(2, 11));
    refuses("high water is 0; allowed: 1 to the capacity, 10", () -> ten.withWaterMarks(0, 0));
    refuses("low water is 6; allowed: 0 to high water, 5", () -> ten.withWaterMarks(6, 5));
    refuses("low water is -1; allowed: 0 to high water, 5", () -> ten.withWaterMarks(-1, 5));
    refusesNull("overflow", () -> ten.withOverflow(none()));
    assertEquals(new MailboxConfig(1, 1, 0, OverflowPolicy.REJECT, false), ten.withCapacity(1));
  }

  @Test
  void configOfAnAgent() {
    AgentConfig config = AgentConfig.DEFAULT;
    for (int number : new int[] {0, -1, 1 << 25}) {
      refuses("burst is " + number + "; allowed: 1 to 16777216", () -> config.withBurst(number));
      refuses("stash is " + number + "; allowed: 1 to 16777216", () -> config.withStash(number));
    }
    refusesNull("mailbox", () -> config.withMailbox(none()));
    refusesNull("priority", () -> config.withPriority(none()));
    refusesNull("supervision", () -> config.withSupervision(none()));
  }

  @Test
  void configOfSupervision() {
    Supervision base = Supervision.restart();
    refuses("max restarts is -1; allowed: 0 or more", () -> base.withLimit(-1, LONG));
    for (Duration window : List.of(Duration.ZERO, LESS)) {
      refuses(
          "restart window is " + window + "; allowed: more than zero",
          () -> base.withLimit(1, window));
    }
    refuses(
        "back-off is PT-0.001S to PT1M; allowed: zero or more, rising",
        () -> base.withBackoff(LESS, LONG));
    refuses(
        "back-off is PT1M to PT0S; allowed: zero or more, rising",
        () -> base.withBackoff(LONG, Duration.ZERO));
    for (double jitter : new double[] {-0.1, 1.1, Double.NaN}) {
      refuses("jitter is " + jitter + "; allowed: 0.0 to 1.0", () -> base.withJitter(jitter));
    }
    refusesNull("directive", () -> base.withDirective(none()));
    refusesNull("type", () -> base.with(none(), Directive.STOP));
    refusesNull("directive", () -> base.with(Exception.class, none()));
    refusesNull("window", () -> base.withLimit(1, none()));
    refusesNull("minBackoff", () -> base.withBackoff(none(), LONG));
    refusesNull("maxBackoff", () -> base.withBackoff(LONG, none()));
    refusesNull("exceptions", () -> new Supervision(Directive.STOP, null, 1, LONG, LONG, LONG, 0));
  }

  @Test
  void configOfARuntime() {
    RuntimeConfig config = RuntimeConfig.defaults();
    for (int workers : new int[] {0, -1, 1025}) {
      refuses("workers is " + workers + "; allowed: 1 to 1024", () -> config.withWorkers(workers));
    }
    for (int size : new int[] {0, -4, 1, 3, 1 << 17, Integer.MIN_VALUE}) {
      refuses(
          "ring size is " + size + "; allowed: a power of two from 2 to 65536",
          () -> config.withRingSize(size));
    }
    for (int budget : new int[] {0, -1}) {
      refuses(
          "message budget is " + budget + "; allowed: 1 or more",
          () -> config.withBudget(budget, LONG));
    }
    for (Duration time : List.of(Duration.ZERO, LESS)) {
      refuses(
          "time budget is " + time + "; allowed: more than zero", () -> config.withBudget(1, time));
      refuses(
          "stuck after is " + time + "; allowed: more than zero",
          () -> config.withStuckAfter(time));
    }
    refuses(
        "shutdown deadline is PT-0.001S; allowed: zero or more",
        () -> config.withShutdownDeadline(LESS));
    refuses("growth cap is -1; allowed: 0 or more", () -> config.withGrowthCap(-1));
    refusesNull("agents", () -> config.withAgents(none()));
    refusesNull("seams", () -> config.withSeams(none()));
    refusesNull("budgetTime", () -> config.withBudget(1, none()));
    refusesNull("stuckAfter", () -> config.withStuckAfter(none()));
    refusesNull("shutdownDeadline", () -> config.withShutdownDeadline(none()));
    Seams seams = Seams.system();
    refusesNull("clock", () -> seams.withClock(BadInputTest.<Clock>none()));
    refusesNull("workerSetup", () -> seams.withWorkerSetup(none()));
    refusesNull("virtualThreads", () -> seams.withVirtualThreads(none()));
    assertThrows(NullPointerException.class, () -> seams.withStepper(none()));
  }

  // Channels.

  @Test
  void aChannelHoldsOneElementOrMore() {
    for (int capacity : new int[] {0, -1, Integer.MIN_VALUE}) {
      refuses(
          "channel capacity is " + capacity + "; allowed: 1 to 16777216",
          () -> runtime.channel(capacity));
    }
  }

  @Test
  void aSelectionNeedsAChannel() {
    String message = "a selection needs a channel: add one with on()";
    refuses(IllegalStateException.class, message, () -> Select.create().run(LONG));
    refuses(IllegalStateException.class, message, () -> Select.create().taking(LONG));
    refusesNull(
        "the channel of a selection must not be null",
        () -> Select.create().on(BadInputTest.<Channel<String>>none(), element -> {}));
    refusesNull(
        "the await of a selection must not be null",
        () -> Select.create().on(BadInputTest.<Await<String>>none(), answer -> {}));
    refusesNull(
        "the mailbox of a selection must not be null",
        () -> Select.create().on(BadInputTest.<Mailbox<String>>none(), element -> {}));
    Channel<String> channel = runtime.channel(1);
    refusesNull(
        "the action for an element must not be null", () -> Select.create().on(channel, none()));
    refusesNull(
        "the action for an answer must not be null",
        () -> Select.create().on(Await.of("x"), none()));
  }

  @Test
  void anyNeedsAnAwait() {
    refuses("any() needs one await or more, but the list is empty", () -> Await.any(List.of()));
  }

  // Places.

  @Test
  void aHandlerAgentMustNotWait() {
    Channel<String> channel = runtime.channel(1);
    Await<String> await = runtime.<String>promise(LONG).await();
    at(context -> {
      refuses(
          IllegalStateException.class,
          "send would make the worker of /agent wait; use signal in a handler agent",
          () -> agent.send(c -> {}, LONG));
      refuses(
          IllegalStateException.class,
          "/agent must not wait in its turn (join an await); use context.await or onAnswer",
          await::join);
      assertThrows(IllegalStateException.class, () -> channel.receive(LONG));
      assertThrows(IllegalStateException.class, () -> channel.send("element", LONG));
    });
  }
}
