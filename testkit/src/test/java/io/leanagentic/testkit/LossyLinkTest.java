package io.leanagentic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages that get lost, late, twice, or behind others. */
final class LossyLinkTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final AgentConfig ROOMY = AgentConfig.DEFAULT.withCapacity(10_000);

  /** What comes of 1 to {@code count}, and when the last of it does. */
  private record Came(List<Integer> numbers, Duration last) {}

  private static Came send(
      SimulatedRuntime runtime, int count, Function<Link<Integer>, Link<Integer>> faults) {
    var clock = runtime.clock();
    var came = new CopyOnWriteArrayList<Integer>();
    var times = new CopyOnWriteArrayList<>(List.of(0L));
    AgentRef<Integer> to =
        runtime.spawn(
            "to",
            ROOMY,
            (context, number) -> {
              came.add(number);
              times.add(clock.nanoTime());
            });
    Link<Integer> link = faults.apply(runtime.link(to));
    for (int i = 1; i <= count; i++) {
      link.ref().signal(i).orThrow();
      runtime.settle();
    }
    runtime.quiesce().requireNothingLeft();
    return new Came(List.copyOf(came), Duration.ofNanos(times.getLast()));
  }

  private static Came send(int count, Function<Link<Integer>, Link<Integer>> faults) {
    try (var runtime = SimulatedRuntime.start(1)) {
      return send(runtime, count, faults);
    }
  }

  private static List<Integer> random(long seed, Strategy strategy, Fate fate) {
    try (var runtime = SimulatedRuntime.start(seed, strategy)) {
      return send(runtime, 1_000, link -> link.atRandom(0.3, fate)).numbers;
    }
  }

  @Test
  void whatIsNotToldOtherwisePasses() {
    var came = send(5, link -> link);
    assertEquals(new Came(List.of(1, 2, 3, 4, 5), Duration.ZERO), came);
  }

  @Test
  void aScriptDecidesWhatBecomesOfEach() {
    var came =
        send(
            6,
            link ->
                link.script((number, message) ->
                    switch (message) {
                      case 1 -> Fate.lost();
                      case 2 -> Fate.doubled();
                      case 3 -> Fate.overtaken();
                      case 4 -> Fate.late(HOUR);
                      default -> Fate.passed();
                    }));
    assertEquals(new Came(List.of(2, 2, 5, 3, 6, 4), HOUR), came);
  }

  @Test
  void theLastOneIsNotOvertakenForEver() {
    var came = send(1, link -> link.script((number, message) -> Fate.overtaken()));
    assertEquals(new Came(List.of(1), Duration.ofSeconds(1)), came);
  }

  @Test
  void chanceIsOfTheSeedAndNotOfTheSchedule() {
    var came = random(1, Strategy.random(), Fate.lost());
    assertTrue(came.size() > 600 && came.size() < 800, () -> came.size() + " came");
    assertEquals(came, random(1, Strategy.roundRobin(), Fate.lost()));
    assertNotEquals(came, random(2, Strategy.random(), Fate.lost()));
  }

  @Test
  void lateMessagesOvertakeEachOther() {
    var came = random(1, Strategy.random(), Fate.late(Duration.ZERO, HOUR));
    assertEquals(came, random(1, Strategy.random(), Fate.late(Duration.ZERO, HOUR)));
    var all = IntStream.rangeClosed(1, 1_000).boxed().toList();
    assertEquals(all, came.stream().sorted().toList());
    assertNotEquals(came.subList(700, 1_000).stream().sorted().toList(), came.subList(700, 1_000));
  }

  @Test
  void theFirstChanceThatAppliesDecides() {
    var came = send(3, link -> link.atRandom(0, Fate.lost()).atRandom(1, Fate.doubled()));
    assertEquals(List.of(1, 1, 2, 2, 3, 3), came.numbers);
    var scripted =
        send(
            3,
            link ->
                link.script((number, message) -> number == 2 ? Fate.lost() : Fate.passed())
                    .atRandom(1, Fate.doubled()));
    assertEquals(List.of(1, 1, 3, 3), scripted.numbers);
  }

  @Test
  void aLinkHeals() {
    var came =
        send(
            3,
            link -> {
              link.script((number, message) -> Fate.lost()).atRandom(1, Fate.lost()).heal();
              return link;
            });
    assertEquals(List.of(1, 2, 3), came.numbers);
  }

  @Test
  void aLostQuestionTimesOutAndALateOneIsAnsweredInVain() {
    try (var runtime = SimulatedRuntime.start(1)) {
      var handled = new CopyOnWriteArrayList<Duration>();
      var clock = runtime.clock();
      AgentRef<Reply<String>> server =
          runtime.spawn(
              "server",
              (context, reply) -> {
                handled.add(Duration.ofNanos(clock.nanoTime()));
                reply.send("hello");
              });
      var link =
          runtime
              .link(server)
              .script((number, question) -> number == 1 ? Fate.lost() : Fate.late(HOUR));
      assertThrows(AwaitTimeoutException.class, link.ref().<String>ask(it -> it, HOUR)::join);
      assertThrows(
          AwaitTimeoutException.class,
          link.ref().<String>ask(it -> it, Duration.ofMinutes(59))::join);
      runtime.quiesce();
      assertEquals(List.of(HOUR.multipliedBy(2)), handled);
      assertEquals("hello", link.ref().<String>ask(it -> it, HOUR.plusMinutes(1)).join());
    }
  }

  @Test
  void aScriptThatThrowsFailsTheTest() {
    var cause = new IllegalStateException("no such number");
    try (var runtime = SimulatedRuntime.start(1)) {
      var failure =
          assertThrows(
              SimulationFailure.class,
              () ->
                  send(
                      runtime,
                      1,
                      link ->
                          link.script((number, message) -> {
                            throw cause;
                          })));
      assertEquals("script of /link-1", failure.kind());
      assertEquals(cause, failure.getCause());
      assertEquals(
          "script of /link-1 threw " + cause + ", after 1 turns and PT0S; last turns: /link-1",
          failure.getMessage());
    }
  }

  @Test
  void badInputIsNamed() {
    try (var runtime = SimulatedRuntime.start(1)) {
      var link = runtime.link(runtime.<String>spawn("to", (context, message) -> {}));
      assertEquals("/link-1 to /to", link.toString());
      refused("share is 1.5; allowed: 0 to 1", () -> link.atRandom(1.5, Fate.lost()));
      refused("share is NaN; allowed: 0 to 1", () -> link.atRandom(Double.NaN, Fate.lost()));
      refused(
          "time is PT-1S; allowed: zero to a hundred years",
          () -> Fate.late(Duration.ofSeconds(-1)));
      refused(
          "least is PT1H; allowed: zero to most, which is PT1S",
          () -> Fate.late(HOUR, Duration.ofSeconds(1)));
    }
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
