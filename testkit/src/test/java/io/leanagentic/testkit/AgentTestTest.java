package io.leanagentic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.testkit.AgentTest.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link AgentTest} runs, what it checks, and what it says. */
final class AgentTestTest {
  private static final CopyOnWriteArrayList<Long> SEEDS = new CopyOnWriteArrayList<>();
  private static final AtomicInteger COUNT = new AtomicInteger();

  @BeforeEach
  void forget() {
    SEEDS.clear();
    COUNT.set(0);
  }

  static final class Passes {
    @AgentTest(schedules = 3, seed = 40)
    void passes(
        SimulatedRuntime runtime, AgentRuntime agents, Probe<String> one, Probe<String> two) {
      assertSame(agents, runtime.agents());
      assertNotSame(one.ref(), two.ref());
      SEEDS.add(runtime.seed());
      var to = one.ref();
      runtime.<String>spawn("echo", (context, message) -> to.signal(message));
    }
  }

  @Test
  void eachSeedHasItsRun() {
    assertEquals(List.of("seed 40", "seed 41", "seed 42"), Runs.of(Passes.class).passed());
    assertEquals(List.of(40L, 41L, 42L), SEEDS);
  }

  @Test
  void thePropertiesDecideWhatRuns() {
    assertEquals(List.of("seed 7"), with("leanagentic.seed", "7").passed());
    assertEquals(List.of("seed 40", "seed 41"), with("leanagentic.schedules", "2").passed());
    assertTrue(with("leanagentic.seed", "x").failure().contains("-Dleanagentic.seed is 'x'"));
    assertTrue(
        with("leanagentic.schedules", "-3").failure().contains("schedules is -3; allowed: 1"));
  }

  @Test
  void aPropertyThatIsNoneIsRefusedInWords() {
    for (String value :
        List.of("", " ", "x", "1e3", "99999999999999999999", "\0", "ü€", "no/such")) {
      for (String name : List.of("seed", "schedules", "replay")) {
        String failure = with("leanagentic." + name, value).failure();
        boolean isNamed =
            failure.contains("-Dleanagentic." + name + " is '" + value + "'; allowed");
        boolean isNoRecording = failure.contains("recording " + value + ": ");
        assertTrue(isNamed || (name.equals("replay") && isNoRecording), failure);
      }
    }
  }

  @Test
  void aFolderForChartsThatIsNoneHidesNoFailure() {
    for (String value : List.of("\0", "/proc/none", "pom.xml")) {
      String failure = with("leanagentic.charts", value, Overtaking.class).failure();
      assertTrue(failure.contains("no picture: "), failure);
      assertTrue(failure.contains("\nagain: -Dtest=Overtaking#inOrder"), failure);
    }
  }

  private static Runs with(String property, String value) {
    return with(property, value, Passes.class);
  }

  private static Runs with(String property, String value, Class<?> test) {
    System.setProperty(property, value);
    try {
      return Runs.of(test);
    } finally {
      System.clearProperty(property);
    }
  }

  /** Needs one switch: "second" must overtake "first", which became ready later. */
  static final class Overtaking {
    private String log = "";

    @BeforeEach
    void begin() {
      log = "";
      COUNT.incrementAndGet();
    }

    @AfterEach
    void end() {
      COUNT.decrementAndGet();
    }

    @AgentTest(schedules = 100)
    void inOrder(SimulatedRuntime runtime) {
      var order = new CopyOnWriteArrayList<String>();
      for (var name : List.of("third", "second", "first")) {
        AgentRef<String> agent =
            runtime.spawn(name, (context, message) -> order.add(name + message));
        agent.signal("!");
      }
      runtime.settle();
      log += order;
      assertEquals("[first!, second!, third!]", log);
    }
  }

  @Test
  void aFailureNamesTheSeedAndShrinks() throws java.io.IOException {
    String text = Runs.of(Overtaking.class).failure();
    assertTrue(text.contains("\nseed 2, schedule 2 of 100, random"), text);
    assertTrue(text.contains("\nagain: -Dtest=Overtaking#inOrder -Dleanagentic.seed=2"), text);
    assertTrue(text.contains(" switches, shrunk to 1 by "), text);
    assertTrue(text.contains("* "), text);
    assertTrue(text.contains("  ! -> /third, ! -> /second, ! -> /first\n"), text);
    assertTrue(text.contains("(instead of /"), text);
    assertEquals(0, COUNT.get(), "each repetition is set up and torn down");
    Path chart = Path.of("target/agent-tests/Overtaking.inOrder-seed-2.mmd");
    assertTrue(Files.readString(chart).startsWith("sequenceDiagram\n  participant p0 as (test)\n"));
  }

  static final class NotTheSeed {
    @AgentTest
    void failsOnce(SimulatedRuntime runtime) {
      assertTrue(COUNT.incrementAndGet() != 5);
    }
  }

  @Test
  void aFailureThatIsNotOfTheSeedSaysSo() {
    var run = Runs.of(NotTheSeed.class);
    assertEquals(4, run.passed().size());
    assertTrue(run.failure().contains("it depends on more than the seed"), run.failure());
  }

  static final class Negative {
    @AgentTest(schedules = -1)
    void never(SimulatedRuntime runtime) {}
  }

  static final class Unknown {
    @AgentTest(strategy = "chaos")
    void never(SimulatedRuntime runtime) {}
  }

  static final class WrongMode {
    @AgentTest(mode = Mode.REAL)
    void never(SimulatedRuntime runtime) {}
  }

  @Test
  void badInputIsNamed() {
    assertTrue(Runs.of(Negative.class).failure().contains("schedules is -1; allowed: 1 or more"));
    assertTrue(Runs.of(Unknown.class).failure().contains("strategy is 'chaos'; allowed: random"));
    assertTrue(Runs.of(WrongMode.class).failure().contains("mode = REAL has no SimulatedRuntime"));
  }

  static final class Leaks {
    @AgentTest(schedules = 1)
    void parks(SimulatedRuntime runtime) {
      leak(runtime);
    }

    @AgentTest(schedules = 1, checkLeaks = false)
    void parksOnPurpose(SimulatedRuntime runtime) {
      leak(runtime);
      runtime.advance(Duration.ofDays(1));
    }

    private static void leak(SimulatedRuntime runtime) {
      var deaf =
          runtime.<String>spawn(
              "deaf",
              (context, message) -> {
                var never = context.runtime().<String>promise(Duration.ofHours(3));
                context.await(never.await(), _ -> {}, _ -> {});
              });
      deaf.signal("one");
      deaf.signal("two");
    }
  }

  @Test
  void whatIsLeftOverFailsTheTest() {
    var run = Runs.of(Leaks.class);
    assertTrue(run.failure().contains("something is left over at the end"), run.failure());
    assertTrue(run.failure().contains("shrunk to 0 "), run.failure());
    assertEquals(List.of("seed 1"), run.passed());
  }

  static final class Real {
    @AgentTest(mode = Mode.REAL, schedules = 2)
    void answers(AgentRuntime runtime, Probe<String> probe) {
      var to = probe.ref();
      runtime.<String>spawn("echo", (context, message) -> to.signal(message)).signal("hello");
      probe.expect("hello");
    }

    @AgentTest(mode = Mode.REAL, schedules = 2)
    void isSilent(Probe<String> probe) {
      probe.within(Duration.ofMillis(1)).expectAny();
    }
  }

  @Test
  void realWorkersRunTheSameWay() {
    var run = Runs.of(Real.class);
    assertEquals(List.of("seed 1", "seed 2"), run.passed());
    assertTrue(run.failure().contains("seed 1, schedule 1 of 2, on real workers"), run.failure());
    assertTrue(run.failure().contains("nothing came within PT0.001S"), run.failure());
  }

  static final class Aborted {
    @AgentTest(schedules = 2)
    void skips(SimulatedRuntime runtime) {
      assumeTrue(runtime.seed() == 2);
    }
  }

  @Test
  void aRunThatIsSkippedIsNoFailure() {
    assertEquals(List.of("seed 2"), Runs.of(Aborted.class).passed());
  }

  static final class Outlives {
    private static final CountDownLatch UNUSED = new CountDownLatch(1);

    @AgentTest(schedules = 1)
    void ends(AgentRuntime runtime) {
      runtime.<String>spawn("a", (context, message) -> UNUSED.countDown()).signal("go");
    }
  }

  @Test
  void whatIsReadyAtTheEndStillRuns() {
    assertEquals(1, Runs.of(Outlives.class).passed().size());
    assertEquals(0, Outlives.UNUSED.getCount());
  }
}
