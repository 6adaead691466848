package io.leanagentic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.capability.Val;
import io.leanagentic.testkit.guide.RecordedBank;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on real workers, written down and repeated in a simulation. */
final class RecordingTest {
  private static final RuntimeConfig WORKERS = RuntimeConfig.defaults().withWorkers(3);

  @TempDir Path folder;

  private record Entry(String agent, int what) {}

  /** What each agent handled, in its order, and on which threads. */
  @Val
  private record Log(CopyOnWriteArrayList<Entry> entries, ConcurrentSkipListSet<String> threads) {
    Log() {
      this(new CopyOnWriteArrayList<>(), new ConcurrentSkipListSet<>());
    }

    void note(String agent, int what) {
      entries.add(new Entry(agent, what));
      threads.add(Thread.currentThread().getName());
    }

    Map<String, List<Integer>> sorted() {
      return entries.stream()
          .collect(
              Collectors.groupingBy(
                  Entry::agent,
                  TreeMap::new,
                  Collectors.mapping(Entry::what, Collectors.toList())));
    }
  }

  /** Agents that pass tokens on, some of them later, until the tokens are used up. */
  private static Log passTokens(AgentRuntime runtime, Probe<Integer> done, int length) {
    var log = new Log();
    var agents = new CopyOnWriteArrayList<AgentRef<Integer>>();
    var to = done.ref();
    for (int i = 0; i < 8; i++) {
      int me = i;
      agents.add(
          runtime.spawn(
              "agent-" + me,
              (context, token) -> {
                log.note("agent-" + me, token);
                var random = new SplittableRandom(me * 100_000L + token);
                if (token % 10_000 == 0) {
                  to.signal(me);
                } else if (random.nextInt(50) == 0) {
                  var time = Duration.ofMillis(1 + random.nextInt(3));
                  context.timers().once(token, time, token - 1);
                } else {
                  agents.get(random.nextInt(agents.size())).signal(token - 1);
                }
              }));
    }
    for (int i = 0; i < agents.size(); i++) {
      agents.get(i).signal(10_000 * i + length);
    }
    for (int i = 0; i < agents.size(); i++) {
      log.note("test", done.expectAny());
    }
    return log;
  }

  @Test
  void aHealthyRunIsRepeatedTurnByTurn() {
    Path file = folder.resolve("run.rec");
    Log real;
    long turns;
    try (var recording = Recording.start(WORKERS, file, 1_000_000)) {
      real = passTokens(recording.agents(), realProbe(recording.agents()), 500);
      turns = recording.turns();
    }
    assertTrue(turns > 4_000, "turns " + turns);
    assertTrue(real.threads().size() > 2, real.threads()::toString); // the test and two workers
    for (int i = 0; i < 2; i++) {
      try (var replay = SimulatedRuntime.replay(file)) {
        var again = passTokens(replay.agents(), replay.probe(), 500);
        assertEquals(real.sorted(), again.sorted());
        var replayed = replay.replayed().orElseThrow();
        assertTrue(replayed.turns() > 4_000, replayed::toString);
        assertEquals("the recording was ended", replayed.end());
      }
    }
    try (var other = SimulatedRuntime.start(1)) {
      assertNotEquals(real.sorted(), passTokens(other.agents(), other.probe(), 500).sorted());
    }
  }

  private static <M> Probe<M> realProbe(AgentRuntime runtime) {
    return new Probe<>("probe-1", runtime, new RealPatience(() -> false), Duration.ofSeconds(60));
  }

  @Test
  void aTurnTakesFewBytes() throws java.io.IOException {
    Path file = folder.resolve("run.rec");
    try (var recording = Recording.start(WORKERS, file, 1_000_000)) {
      passTokens(recording.agents(), realProbe(recording.agents()), 500);
      recording.end();
      assertTrue(
          Files.size(file) < 5 * recording.turns(),
          Files.size(file) + " bytes for " + recording.turns() + " turns");
    }
  }

  @Test
  void aFullFileKeepsTheBeginning() throws java.io.IOException {
    Path file = folder.resolve("run.rec");
    Log real;
    try (var recording = Recording.start(WORKERS, file, Recording.LEAST_BYTES)) {
      real = passTokens(recording.agents(), realProbe(recording.agents()), 500);
    }
    assertTrue(Files.size(file) <= Recording.LEAST_BYTES, "size " + Files.size(file));
    try (var replay = SimulatedRuntime.replay(file)) {
      var again = passTokens(replay.agents(), replay.probe(), 500);
      var replayed = replay.replayed().orElseThrow();
      assertTrue(replayed.isComplete() && replayed.turns() > 300, replayed::toString);
      assertEquals("the file was full", replayed.end());
      assertEquals(real.sorted().keySet(), again.sorted().keySet());
      for (int i = 0; i < 8; i++) { // the first turns of each are the same
        String agent = "agent-" + i;
        assertEquals(first(8, agent, real), first(8, agent, again), agent);
      }
    }
  }

  private static List<Integer> first(int count, String agent, Log log) {
    return log.sorted().getOrDefault(agent, List.of()).stream().limit(count).toList();
  }

  /** A race that real workers show: who reads between another's read and write. */
  @Test
  void aLostUpdateOfRealWorkersIsRepeated() {
    Path file = folder.resolve("bank.rec");
    int lost = -1;
    for (int run = 0; lost < 0 && run < 2_000; run++) {
      try (var recording = Recording.start(WORKERS, file, 100_000)) {
        int amount = RecordedBank.balance(recording.agents());
        if (amount != 40) {
          lost = amount;
        }
      }
    }
    assertTrue(lost > 0, "real workers have lost no update in 2000 runs");
    try (var replay = SimulatedRuntime.replay(file)) {
      assertEquals(lost, RecordedBank.balance(replay.agents()));
      assertTrue(replay.replayed().orElseThrow().turns() > 0);
    }
  }

  /** Two threads outside, timers, restarts with a random pause: all of it has its place. */
  @Test
  void threadsOutsideAndRestartsHaveTheirPlace() throws InterruptedException {
    Path file = folder.resolve("outside.rec");
    List<Integer> real;
    try (var recording = Recording.start(WORKERS, file, 1_000_000)) {
      real = twoThreads(recording.agents(), realProbe(recording.agents()));
    }
    try (var replay = SimulatedRuntime.replay(file)) {
      assertEquals(real, twoThreads(replay.agents(), replay.probe()));
      assertTrue(replay.replayed().orElseThrow().turns() > 200);
    }
  }

  private static List<Integer> twoThreads(AgentRuntime runtime, Probe<Integer> all)
      throws InterruptedException {
    var order = new CopyOnWriteArrayList<Integer>();
    var to = all.ref();
    var sum =
        runtime.<Integer>spawn(
            "sum",
            (context, number) -> {
              order.add(number);
              if (number % 37 == 0) {
                throw new IllegalStateException("number " + number);
              }
              if (order.size() == 200) {
                to.signal(order.size());
              }
            });
    var threads = new ArrayList<Thread>();
    for (int t = 1; t <= 2; t++) {
      int first = t * 1_000;
      threads.add(
          Thread.ofPlatform()
              .name("sender-" + t)
              .start(() -> {
                for (int i = 0; i < 100; i++) {
                  sum.signal(first + i);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    all.expectAny();
    return order;
  }

  /** Whoever comes first in the replay waits for the one that came first in the recording. */
  @Test
  void threadsAreToldApartByTheirNames() throws InterruptedException {
    keepTheirOrder("sender-2", "sender-1", "sender-2", "sender-1");
    keepTheirOrder("pool-1-thread-2", "pool-1-thread-1", "pool-9-thread-2", "pool-9-thread-1");
  }

  private void keepTheirOrder(String first, String second, String firstAgain, String secondAgain)
      throws InterruptedException {
    Path file = folder.resolve(first + ".rec");
    try (var recording = Recording.start(WORKERS, file, 100_000)) {
      Probe<String> log = realProbe(recording.agents());
      sender(first, log.ref(), "first").join();
      sender(second, log.ref(), "second").join();
      log.expect("first");
      log.expect("second");
    }
    try (var replay = SimulatedRuntime.replay(file)) {
      Probe<String> log = replay.probe();
      Thread early = sender(secondAgain, log.ref(), "second");
      while (early.getState() == Thread.State.RUNNABLE) {
        Thread.onSpinWait();
      }
      sender(firstAgain, log.ref(), "first").join();
      early.join();
      log.expect("first");
      log.expect("second");
    }
  }

  private static Thread sender(String name, AgentRef<String> to, String message) {
    return Thread.ofPlatform().name(name).start(() -> to.signal(message));
  }

  @Test
  void aTurnThatWaitsForAnotherEndsIt() throws InterruptedException {
    Path file = folder.resolve("run.rec");
    var second = new CountDownLatch(1);
    try (var recording = Recording.start(WORKERS, file, 100_000, "", 100)) {
      var first = new CountDownLatch(1);
      var waits =
          recording
              .agents()
              .<String>spawn(
                  "waits",
                  (context, message) -> {
                    first.countDown();
                    second.await();
                  });
      waits.signal("go");
      first.await();
      var other =
          recording.agents().<String>spawn("other", (context, message) -> second.countDown());
      other.signal("go");
      second.await();
    }
    String end = Recorded.read(file).end();
    assertTrue(end.startsWith("a turn waits for something that waits for its end"), end);
  }

  @Test
  void whatIsNotRecordedIsNamed() {
    Path file = folder.resolve("run.rec");
    try (var recording = Recording.start(WORKERS, file, 100_000)) {
      var agents = recording.agents();
      Probe<String> probe = realProbe(agents);
      var to = probe.ref();
      agents.<String>spawn("before", (context, message) -> to.signal(message)).signal("one");
      probe.expect("one");
      var loop =
          agents.<String>spawn(
              "loop", AgentConfig.DEFAULT, mailbox -> to.signal(mailbox.receive()));
      loop.signal("two");
      probe.expect("two");
    }
    Recorded recorded = Recorded.read(file);
    assertTrue(recorded.turns() >= 2, "turns " + recorded.turns());
    assertEquals("/loop runs on a thread of its own", recorded.end());
  }

  @Test
  void badInputIsNamed() {
    Path file = folder.resolve("run.rec");
    for (long bytes : new long[] {Long.MIN_VALUE, 0, 4_095, (1L << 30) + 1}) {
      var thrown =
          assertThrows(IllegalArgumentException.class, () -> Recording.start(WORKERS, file, bytes));
      assertEquals("maxBytes is " + bytes + "; allowed: 4096 to 1073741824", thrown.getMessage());
    }
    assertFalse(Files.exists(file));
    var thrown =
        assertThrows(UncheckedIOException.class, () -> Recording.start(WORKERS, folder, 10_000));
    assertEquals("recording " + folder + " cannot be written", thrown.getMessage());
  }
}
