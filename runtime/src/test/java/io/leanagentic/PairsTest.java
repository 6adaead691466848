package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Val;
import io.leanagentic.extension.Baggage;
import io.leanagentic.testing.LogLines;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes along with messages, on each way that a message may take. */
@Val
final class PairsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final AgentConfig SMALL =
      AgentConfig.DEFAULT.withCapacity(2).withSupervision(Supervision.resume());
  private static final ContextKey<Integer> DEPTH = new ContextKey<>("depth", Integer.class);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = Steps.inOrder();
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Seen seen = new Seen();

  /** What an agent is told to do. */
  @Val
  private interface Job {
    void run(AgentContext<Job> context) throws Exception;
  }

  private static AgentRef<Job> agent(AgentRuntime runtime, String name, AgentConfig config) {
    return runtime.spawn(name, config, (context, job) -> job.run(context));
  }

  private AgentRef<Job> agent(String name) {
    return agent(runtime, name, SMALL.withCapacity(100));
  }

  private void note(AgentContext<Job> context) {
    seen.add(context.self().name() + context.pairs());
  }

  /** Has {@code agent} do {@code job} for an order. */
  private void with(String order, AgentRef<Job> agent, Job job) {
    runtime.with("order", order).run(() -> agent.signal(job));
  }

  private void sees(Object... all) {
    steps.settle();
    assertEquals(List.of(all), seen);
  }

  // Sending.

  @Test
  void aSignalFromAScopeAndWhatFollowsFromItHaveThePairs() {
    AgentRef<Job> a = agent("a");
    AgentRef<Job> b = agent("b");
    with(
        "1",
        a,
        context -> {
          note(context);
          b.signal(this::note);
          b.trySignal(this::note);
        });
    a.signal(this::note);
    sees("a{order=1}", "a{}", "b{order=1}", "b{order=1}");
  }

  @Test
  void scopesNestAndEnd() {
    AgentRef<Job> a = agent("a");
    String result =
        runtime
            .with("x", "1")
            .with(DEPTH, 2)
            .call(() -> {
              a.signal(this::note);
              with("1", a, this::note);
              runtime.with("x", "3").run(() -> a.signal(this::note));
              a.signal(this::note);
              return "done" + runtime.pairs();
            });
    a.signal(this::note);
    assertEquals("done{x=1, depth=2}", result);
    assertEquals(Map.of(), runtime.pairs());
    sees(
        "a{x=1, depth=2}", "a{x=1, depth=2, order=1}", "a{x=3, depth=2}", "a{x=1, depth=2}", "a{}");
  }

  @Test
  void aHandlerAddsPairsForTheRestOfItsTurn() {
    AgentRef<Job> a = agent("a");
    AgentRef<Job> b = agent("b");
    with(
        "1",
        a,
        context -> {
          b.signal(this::note);
          context.with(DEPTH, 7);
          assertEquals(Optional.of(7), context.value(DEPTH));
          assertEquals(Optional.of("1"), context.value(ContextKey.of("order")));
          assertEquals(Optional.empty(), context.value(ContextKey.of("other")));
          b.signal(this::note);
        });
    a.signal(context -> {
      note(context);
      context.with("order", "2");
      b.signal(this::note);
    });
    a.signal(this::note);
    sees("a{}", "a{}", "b{order=1}", "b{order=1, depth=7}", "b{order=2}");
  }

  @Test
  void aScopeInATurnEndsBeforeTheTurn() {
    AgentRef<Job> b = agent("b");
    with(
        "1",
        agent("a"),
        context -> {
          context.runtime().with("x", "2").run(() -> b.signal(this::note));
          b.signal(this::note);
          assertEquals(Map.of("order", "1"), context.runtime().pairs());
          assertEquals(Optional.of(context.self()), context.runtime().current());
        });
    assertEquals(Optional.empty(), runtime.current());
    sees("b{order=1, x=2}", "b{order=1}");
  }

  @Test
  void aQuestionAndItsContinuationsHaveThePairsOfTheAsker() {
    AgentRef<Job> a = agent("a");
    AgentRef<Job> b = agent("b");
    with(
        "1",
        a,
        context -> {
          Await<String> await = ask(b);
          context.onAnswer(await, answer -> note(context));
        });
    with("2", a, context -> context.await(ask(b), answer -> note(context)));
    with("3", a, context -> context.await(ask(b), answer -> note(context), failure -> {}));
    sees("b{order=1}", "b{order=2}", "a{order=2}", "b{order=3}", "a{order=3}", "a{order=1}");
  }

  private Await<String> ask(AgentRef<Job> agent) {
    return agent.ask(
        reply ->
            context -> {
              note(context);
              reply.send("answer");
            },
        LONG);
  }

  @Test
  void functionsOfAwaitsAskWithThePairsOfWhereTheyWereGiven() {
    AgentRef<Job> a = agent("a");
    AgentRef<Job> b = agent("b");
    with(
        "1",
        a,
        context -> {
          Await<String> two = ask(b).flatMap(answer -> ask(b));
          context.onAnswer(two, answer -> note(context));
        });
    with(
        "2",
        a,
        context -> {
          Await<String> later = runtime.after(Duration.ofSeconds(1)).flatMap(time -> ask(b));
          context.onAnswer(later, answer -> note(context));
        });
    steps.finish();
    sees("b{order=1}", "b{order=1}", "a{order=1}", "b{order=2}", "a{order=2}");
  }

  @Test
  void aCallHasThePairsOfItsCaller() {
    AgentRef<Job> b = agent("b");
    with(
        "1",
        agent("a"),
        context ->
            context
                .runtime()
                .call(
                    () -> {
                      b.signal(this::note);
                      return "" + runtime.pairs();
                    },
                    LONG));
    runtime.call(() -> b.signal(this::note), LONG);
    steps.settle();
    assertEquals(2, seen.size());
    assertTrue(seen.containsAll(List.of("b{order=1}", "b{}")), seen::toString);
  }

  @Test
  void timersAndSeriesHaveThePairsOfTheTurnThatBeganThem() {
    AgentRef<Job> a = agent("a");
    AgentRef<Job> b = agent(runtime, "b", SMALL);
    with("1", a, context -> context.timers().once("one", Duration.ofSeconds(1), this::note));
    with(
        "2",
        a,
        context -> {
          var jobs = IntStream.range(0, 4).<Job>mapToObj(i -> this::note).iterator();
          context.signalAll(b, jobs, () -> note(context));
        });
    a.signal(context -> context.timers().once("two", Duration.ofSeconds(2), this::note));
    steps.finish();
    sees("b{order=2}", "b{order=2}", "b{order=2}", "a{order=2}", "b{order=2}", "a{order=1}", "a{}");
  }

  @Test
  void whatAnAgentLeavesToBeDoneInItsTurnHasThePairsOfTheTurn() {
    AgentRef<Job> a = agent("a");
    Await<String> await =
        runtime
            .with("order", "1")
            .call(() ->
                a.<String>ask(
                    reply -> context -> reply.onClosed(() -> seen.add("" + context.pairs())),
                    LONG));
    steps.settle();
    await.cancel();
    sees("{order=1}");
  }

  // Spawning.

  private final class Starts implements Behavior<String> {
    private final String made = "made" + runtime.pairs();

    @Override
    public void onStart(AgentContext<String> context) {
      seen.add(made + context.pairs());
    }

    @Override
    public void receive(AgentContext<String> context, String message) {
      seen.add(message + context.pairs());
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void aChildStartsAndStartsAgainWithThePairsOfWhoeverSpawnedIt() {
    var restarts = AgentConfig.DEFAULT.withSupervision(Supervision.restart());
    with(
        "1",
        agent("a"),
        context -> {
          AgentRef<String> child = context.spawn("child", restarts, Starts::new);
          child.signal("go");
        });
    steps.finish();
    runtime.with("order", "2").run(() -> runtime.spawn("root", Starts::new));
    sees(
        "made{order=1}{order=1}",
        "go{order=1}",
        "made{order=1}{order=1}",
        "made{order=2}{order=2}");
  }

  // What waits on its way.

  @Test
  void aMessageThatWaitsForRoomKeepsItsPairs() {
    AgentRef<Job> full = agent(runtime, "full", SMALL);
    with(
        "1",
        agent("a"),
        context -> {
          for (int i = 0; i < 3; i++) {
            context.with(DEPTH, i);
            full.signal(this::note);
          }
        });
    with("2", agent("b"), context -> full.signal(this::note));
    sees(
        "full{order=1, depth=0}",
        "full{order=1, depth=1}",
        "full{order=1, depth=2}",
        "full{order=2}");
  }

  @Test
  void aMessageSetAsideKeepsItsPairs() {
    AgentRef<String> gate =
        runtime.spawn((context, message) -> {
          if (message.equals("open")) {
            context.unstash();
          } else if (context.pairs().isEmpty() || !seen.isEmpty()) {
            seen.add(message + context.pairs());
          } else {
            context.stash(message);
          }
          if (message.equals("open")) {
            seen.add(message + context.pairs());
          }
        });
    runtime.with("order", "1").run(() -> gate.signal("a"));
    runtime.with("order", "2").run(() -> gate.signal("b"));
    gate.signal("open");
    sees("open{}", "a{order=1}", "b{order=2}");
  }

  @Test
  void aMailboxThatDropsItsOldestKeepsThePairs() {
    var latest =
        AgentConfig.DEFAULT.mailbox().withCapacity(2).withOverflow(OverflowPolicy.DROP_OLDEST);
    AgentRef<Job> a = agent(runtime, "a", SMALL.withMailbox(latest));
    for (int i = 0; i < 4; i++) {
      with("" + i, a, this::note);
    }
    a.signal(this::note);
    sees("a{order=3}", "a{}");
  }

  // Failure.

  @Test
  void aFailureNamesThePairsInTheLogAndLeavesNoneBehind() throws Exception {
    try (var log = LogLines.read()) {
      AgentRef<Job> a = agent("a");
      with(
          "1\n2",
          a,
          context -> {
            context.with("x", "y".repeat(200));
            throw new IllegalStateException("on purpose");
          });
      a.signal(context -> {
        note(context);
        context.with("order", "3");
        throw new IllegalStateException("on purpose");
      });
      a.signal(this::note);
      sees("a{}", "a{}");
      assertEquals(
          List.of(
              "/a failed, RESUME [order=1?2, x=" + "y".repeat(100) + "...]",
              "/a failed, RESUME [order=3]"),
          log.all());
    }
  }

  @Test
  void aDeadLetterNamesItsPairsInTheLog() throws Exception {
    try (var log = LogLines.read()) {
      AgentRef<String> a = runtime.spawn("a", (context, message) -> {});
      a.abort();
      steps.settle();
      runtime.with("order", "1").run(() -> a.signal("late"));
      assertEquals(List.of("dead letter to /a: java.lang.String (STOPPED) [order=1]"), log.all());
    }
  }

  // Threads.

  @Test
  void aBlockingAgentHasThePairsAndWaitsForRoomWithThem() {
    AgentRuntime threads = runtimes.start();
    AgentRef<Job> full = agent(threads, "full", SMALL.withCapacity(1));
    AgentRef<Job> blocking = agent(threads, "blocking", SMALL.withBlocking());
    Promise<Boolean> done = threads.promise(LONG);
    for (int i = 0; i < 2; i++) {
      boolean last = i == 1;
      threads
          .with(DEPTH, i)
          .run(() ->
              blocking.signal(context -> {
                for (int j = 0; j < 100; j++) {
                  full.signal(this::note);
                }
                assertEquals(context.pairs(), threads.pairs());
                if (last) {
                  full.send(c -> done.reply().send(true), LONG);
                }
              }));
    }
    done.await().join();
    assertEquals(
        IntStream.range(0, 200).mapToObj(i -> "full{depth=" + i / 100 + "}").toList(), seen);
  }

  @Test
  void aLoopAgentHasThePairsOfTheMessageItReceivedLast() {
    AgentRuntime threads = runtimes.start();
    AgentRef<Job> b = agent(threads, "b", SMALL);
    Promise<Boolean> done = threads.promise(LONG);
    AgentRef<String> loop =
        threads
            .with("order", "0")
            .call(() ->
                threads.spawn(
                    "loop",
                    AgentConfig.DEFAULT,
                    (Mailbox<String> mailbox) -> {
                      seen.add("start" + mailbox.pairs());
                      for (int i = 0; i < 3; i++) {
                        String message = mailbox.receive();
                        seen.add(message + mailbox.pairs());
                        mailbox.await(ask(b));
                        mailbox.with(DEPTH, i);
                        mailbox.await(ask(b));
                      }
                      done.reply().send(true);
                    }));
    threads.with("order", "1").run(() -> loop.signal("x"));
    loop.signal("y");
    threads.with("order", "3").run(() -> loop.signal("z"));
    done.await().join();
    assertEquals(
        List.of(
            "start{order=0}",
            "x{order=1}",
            "b{order=1}",
            "b{order=1, depth=0}",
            "y{}",
            "b{}",
            "b{depth=1}",
            "z{order=3}",
            "b{order=3}",
            "b{order=3, depth=2}"),
        seen);
  }

  @Test
  void aLoopAgentThatDropsItsOldestHasThePairsToo() {
    AgentRuntime threads = runtimes.start();
    var latest =
        AgentConfig.DEFAULT.mailbox().withCapacity(2).withOverflow(OverflowPolicy.DROP_OLDEST);
    AgentRef<Reply<String>> loop =
        threads.spawn(
            "loop",
            AgentConfig.DEFAULT.withMailbox(latest),
            (Mailbox<Reply<String>> mailbox) -> {
              for (; ; ) {
                mailbox.receive().send("" + mailbox.pairs());
              }
            });
    assertEquals("{order=1}", threads.with("order", "1").call(() -> asked(loop)));
    assertEquals("{}", asked(loop));
  }

  private static String asked(AgentRef<Reply<String>> loop) {
    return loop.<String>ask(reply -> reply, LONG).join();
  }

  // Libraries.

  @Test
  void aLibraryRestoresThePairsOfAMessageItKept() {
    AgentRef<Job> a = agent("a");
    AgentRef<Job> b = agent("b");
    Baggage kept = runtime.with("order", "1").call(() -> Baggage.of(runtime));
    with(
        "2",
        a,
        context -> {
          b.signal(this::note);
          Baggage.restore(context, kept);
          b.signal(this::note);
          Baggage.restore(context, null);
          b.signal(this::note);
        });
    sees("b{order=2}", "b{order=1}", "b{}");
  }

  // Bad input.

  @Test
  void whatMayNotGoAlongIsRefused() {
    assertEquals(
        "name of a context key has 7 characters; allowed: 1 to 64 letters, digits, dots, hyphens"
            + " and underscores of ASCII",
        assertThrows(IllegalArgumentException.class, () -> runtime.with("a\nb = c", "x"))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> ContextKey.of(""));
    assertThrows(IllegalArgumentException.class, () -> ContextKey.of("x".repeat(65)));
    assertEquals(
        "the text of 'x' has 1001 characters; allowed: at most 1000",
        assertThrows(IllegalArgumentException.class, () -> runtime.with("x", "y".repeat(1001)))
            .getMessage());
    ContextScope sixteen = runtime.with("k0", "v");
    for (int i = 1; i < 16; i++) {
      sixteen = sixteen.with("k" + i, "v");
    }
    ContextScope full = sixteen.with("k3", "other");
    assertEquals(
        "'k16' is one pair more than may go along with a message: 16",
        assertThrows(IllegalArgumentException.class, () -> full.with("k16", "v")).getMessage());
    AgentRef<Job> a = agent("a");
    full.with("k0", "last")
        .run(() ->
            a.signal(context ->
                seen.add(
                    assertThrows(
                            ClassCastException.class,
                            () -> context.value(new ContextKey<>("k0", Integer.class)))
                        .getMessage())));
    sees("the value of 'k0' is a java.lang.String, and is read as a java.lang.Integer");
    assertEquals(0, runtime.metrics().failures());
  }
}
