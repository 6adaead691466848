package io.leanagentic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.capability.Val;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All schedules of small systems: as many as the formula says, and none too few. */
@Val
final class ExhaustiveTest {
  private static final Strategy REDUCED = Strategy.exhaustive();
  private static final Strategy ALL = Strategy.exhaustiveUnreduced();
  private static final long MOST = 100_000;

  /** What the runs of a search came to. */
  private final CopyOnWriteArraySet<String> outcomes = new CopyOnWriteArraySet<>();

  /** What was handled in this run, in order. */
  private final CopyOnWriteArrayList<String> log = new CopyOnWriteArrayList<>();

  private Explored explore(Strategy strategy, Consumer<SimulatedRuntime> test) {
    outcomes.clear();
    return SimulatedRuntime.explore(
        strategy,
        MOST,
        runtime -> {
          log.clear();
          test.accept(runtime);
          runtime.quiesce();
          outcomes.add(log.toString());
        });
  }

  /** Agents that send themselves a few messages, one after the other, and nobody else. */
  private Consumer<SimulatedRuntime> chains(int agents, int turns) {
    return runtime -> {
      for (int i = 0; i < agents; i++) {
        runtime
            .<Integer>spawn(
                "a" + i,
                (context, left) -> {
                  log.add(context.self().name());
                  if (left > 1) {
                    context.self().signal(left - 1);
                  }
                })
            .signal(turns);
      }
    };
  }

  @Test
  void eachScheduleIsRunOnce() {
    for (int[] size :
        List.of(new int[] {1, 5}, new int[] {2, 3}, new int[] {3, 2}, new int[] {4, 1})) {
      Explored found = explore(ALL, chains(size[0], size[1]));
      // Interleavings of n chains of k turns: (nk)! / (k!)^n.
      long expected = factorial(size[0] * size[1]);
      for (int i = 0; i < size[0]; i++) {
        expected /= factorial(size[1]);
      }
      assertEquals(new Explored(expected, 0, true), found);
      if (size[1] == 1) { // else a turn may handle two messages
        assertEquals(expected, outcomes.size(), "different orders");
      }
    }
  }

  private static long factorial(int n) {
    return IntStream.rangeClosed(1, n).asLongStream().reduce(1, (a, b) -> a * b);
  }

  @Test
  void ofEqualSchedulesOneIsRun() {
    for (int agents = 1; agents < 6; agents++) {
      Explored found = explore(REDUCED, chains(agents, 3));
      assertEquals(1, found.schedules());
      assertTrue(found.complete());
      assertEquals("all 1 schedules passed", found.toString());
    }
  }

  @Test
  void ordersAtACommonReceiverAreAllRun() {
    for (int senders = 1; senders < 5; senders++) {
      int count = senders;
      Explored found =
          explore(
              REDUCED,
              runtime -> {
                AgentRef<Integer> receiver =
                    runtime.spawn("receiver", (context, from) -> log.add("" + from));
                for (int i = 0; i < count; i++) {
                  int number = i;
                  runtime
                      .<String>spawn("s" + i, (context, text) -> receiver.signal(number))
                      .signal("go");
                }
              });
      assertEquals(factorial(count), outcomes.size());
      assertTrue(found.complete());
    }
  }

  /** A small system drawn from a seed; all of them end. */
  private void draw(SimulatedRuntime runtime, long seed) {
    var random = new SplittableRandom(seed);
    int agents = 3;
    var refs = new CopyOnWriteArrayList<AgentRef<String>>();
    for (int i = 0; i < agents; i++) {
      List<Integer> script = random.ints(6, 0, 21).boxed().toList();
      AgentConfig config = AgentConfig.DEFAULT.withCapacity(random.nextBoolean() ? 1 : 10);
      refs.add(runtime.spawn("a" + i, config, () -> new Drawn(refs, log, script)));
    }
    refs.get(0).signal("x");
    refs.get(1).signal("y");
    if (seed % 2 == 0) {
      refs.get(2).signal("z");
    }
  }

  /** Does something else with each of its first three messages. */
  private static final class Drawn implements Behavior<String> {
    private final CopyOnWriteArrayList<AgentRef<String>> refs;
    private final CopyOnWriteArrayList<String> log;
    @Val private final List<Integer> script;
    private int handled;

    Drawn(
        CopyOnWriteArrayList<AgentRef<String>> refs,
        CopyOnWriteArrayList<String> log,
        @Val List<Integer> script) {
      this.refs = refs;
      this.log = log;
      this.script = script;
    }

    @Override
    public void receive(AgentContext<String> context, String message) {
      String me = context.self().name();
      log.add(me + " " + message);
      if (handled == 3) {
        return;
      }
      AgentRef<String> other = refs.get(script.get(3 + handled) % refs.size());
      String next = message.length() > 3 ? "" : message + me.charAt(1);
      switch (script.get(handled++) % 7) {
        case 0, 1 -> {
          if (!next.isEmpty()) {
            other.signal(next);
          }
        }
        case 2 -> log.add(me + " tries " + other.trySignal("t").isTaken());
        case 3 -> other.stop();
        case 4 -> context.watch(other, end -> "ended");
        case 5 -> context.timers().once("timer", Duration.ofMillis(1), "timer");
        default -> other.abort();
      }
    }
  }

  /** Each agent's own view: what commutes is not part of the outcome. */
  private static String views(List<String> log) {
    var views = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      String me = "a" + i;
      views.append(log.stream().filter(line -> line.startsWith(me)).toList());
    }
    return views.toString();
  }

  @Test
  void theReductionLosesNoOutcome() {
    long all = 0;
    long reduced = 0;
    for (long seed = 1; seed <= 60; seed++) {
      long drawn = seed;
      Explored every = explore(ALL, runtime -> draw(runtime, drawn));
      Set<String> expected = views();
      Explored few = explore(REDUCED, runtime -> draw(runtime, drawn));
      assertTrue(every.complete() && few.complete(), () -> "seed " + drawn);
      assertEquals(expected, views(), () -> "seed " + drawn);
      assertTrue(few.schedules() <= every.schedules(), () -> "seed " + drawn);
      all += every.schedules();
      reduced += few.schedules() + few.repeated();
    }
    assertTrue(2 * reduced < all, reduced + " of " + all);
  }

  private Set<String> views() {
    var views = new TreeSet<String>();
    for (String outcome : outcomes) {
      views.add(views(List.of(outcome.substring(1, outcome.length() - 1).split(", "))));
    }
    return views;
  }

  // Bugs.

  private sealed interface Request {
    record Read(Reply<Integer> reply) implements Request {}

    record Write(int value) implements Request {}
  }

  private static final class Account implements Behavior<Request> {
    private int value;

    @Override
    public void receive(AgentContext<Request> context, Request request) {
      switch (request) {
        case Request.Read(var reply) -> reply.send(value);
        case Request.Write(int next) -> value = next;
      }
    }
  }

  /** Reads, adds one, writes: who reads before the other has written loses its update. */
  private static void addTwice(SimulatedRuntime runtime) {
    AgentRef<Request> account = runtime.spawn("account", Account::new);
    for (int i = 0; i < 2; i++) {
      AgentRef<String> teller =
          runtime.spawn(
              "teller-" + i,
              (context, text) ->
                  context.onAnswer(
                      account.<Integer>ask(Request.Read::new, Duration.ofSeconds(1)),
                      value -> account.signal(new Request.Write(value + 1))));
      teller.signal("add");
    }
    runtime.quiesce();
    Probe<Integer> probe = runtime.probe();
    account.signal(new Request.Read(probe.reply()));
    assertEquals(2, probe.expectAny());
  }

  @Test
  void aLostUpdateIsFound() {
    for (Strategy strategy : List.of(REDUCED, ALL)) {
      var failure =
          assertThrows(
              AssertionError.class,
              () -> SimulatedRuntime.explore(strategy, MOST, ExhaustiveTest::addTwice));
      assertTrue(String.valueOf(failure.getMessage()).contains("expected: <2> but was: <1>"));
    }
  }

  static final class Lost {
    @AgentTest(strategy = "exhaustive")
    void addsUp(SimulatedRuntime runtime) {
      addTwice(runtime);
    }
  }

  static final class Small {
    @AgentTest(strategy = "exhaustive")
    void three(SimulatedRuntime runtime) {
      AgentRef<String> to = runtime.spawn("to", (context, text) -> {});
      runtime.<String>spawn("a", (context, text) -> to.signal("a")).signal("go");
      to.signal("b");
    }
  }

  @Test
  void anAgentTestRunsAllSchedules() {
    var lost = Runs.of(Lost.class);
    assertTrue(lost.failure().contains("expected: <2> but was: <1>"), lost.failure());
    assertTrue(lost.failure().contains("exhaustive"), lost.failure());
    assertTrue(lost.failure().contains("shrunk to "), lost.failure());
    assertEquals(List.of("schedule 1", "schedule 2"), Runs.of(Small.class).passed());
  }

  // What is not seen.

  private Consumer<SimulatedRuntime> sharing(boolean tells) {
    return runtime -> {
      for (String name : List.of("a", "b")) {
        runtime
            .<String>spawn(
                name,
                (context, text) -> {
                  if (tells) {
                    SimulatedRuntime.touch("log");
                  }
                  log.add(name);
                })
            .signal("go");
      }
    };
  }

  @Test
  void whatAgentsShareIsSeenIfTheySaySo() {
    assertEquals(1, explore(REDUCED, sharing(false)).schedules());
    assertEquals(2, explore(REDUCED, sharing(true)).schedules());
    assertEquals(Set.of("[a, b]", "[b, a]"), outcomes);
  }

  @Test
  void blockingAgentsDependOnEverything() {
    Explored found =
        explore(
            REDUCED,
            runtime -> {
              for (String name : List.of("a", "b")) {
                runtime
                    .<String>spawn(
                        name, AgentConfig.DEFAULT.withBlocking(), (context, text) -> log.add(name))
                    .signal("go");
              }
            });
    assertEquals(Set.of("[a, b]", "[b, a]"), outcomes);
    assertTrue(found.complete());
  }

  // Limits and bad input.

  @Test
  void aSearchStopsAtItsBoundAndSaysSo() {
    Explored found = SimulatedRuntime.explore(ALL, 5, chains(3, 2));
    assertFalse(found.complete());
    assertEquals("stopped after 5 runs; there are more schedules", found.toString());
  }

  @Test
  void whatCannotBeExploredIsRefused() {
    assertEquals(
        "strategy is 'random'; allowed: exhaustive, exhaustive:unreduced",
        assertThrows(
                IllegalArgumentException.class,
                () -> SimulatedRuntime.explore(Strategy.random(), 1, runtime -> {}))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> SimulatedRuntime.explore(REDUCED, 0, runtime -> {}));
    var runs = new AtomicInteger();
    var failure =
        assertThrows(
            SimulationFailure.class,
            () ->
                SimulatedRuntime.explore(
                    ALL,
                    MOST,
                    runtime -> {
                      String other = "b" + runs.getAndIncrement();
                      for (String name : List.of("a", other)) {
                        runtime.<String>spawn(name, (context, text) -> {}).signal("go");
                      }
                      runtime.quiesce();
                    }));
    assertTrue(String.valueOf(failure.getMessage()).contains("went another way"));
  }
}
