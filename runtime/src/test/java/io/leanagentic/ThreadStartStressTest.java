package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.testing.LogLines;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/**
 * A thread that cannot start, at each place where the runtime starts one: workers, watchdog, timer
 * thread, replacements, threads of blocking agents and of loops, and the one that closes.
 */
final class ThreadStartStressTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int MOST_STARTS = 40;

  /** Starts threads, but for those whose number is among the failing. */
  private static final class Starts {
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final IntPredicate fails;

    Starts(IntPredicate fails) {
      this.fails = fails;
    }

    void start(Thread thread) {
      int n = count.getAndIncrement();
      if (fails.test(n)) {
        failed.incrementAndGet();
        throw new OutOfMemoryError("no thread " + n + " (" + thread.getName() + "), on purpose");
      }
      threads.add(thread);
      thread.start();
    }
  }

  private static AgentRuntime start(Starts starts) {
    return RuntimeCore.start(Runtimes.config().withStuckAfter(Duration.ofMillis(5)), starts::start);
  }

  /** All that needs threads; returns whether the runtime came up at all. */
  private static boolean lives(Starts starts) throws Exception {
    AgentRuntime runtime;
    try {
      runtime = start(starts);
    } catch (OutOfMemoryError e) {
      for (Thread thread : starts.threads) {
        Until.ended(thread);
      }
      return false;
    }
    AgentLoop<Reply<String>> loop =
        mailbox -> {
          while (true) {
            mailbox.receive().send("heard");
          }
        };
    var agents = new ArrayList<AgentRef<Reply<String>>>();
    agents.add(runtime.spawn((context, reply) -> reply.send("heard")));
    agents.add(
        runtime.spawn(AgentConfig.DEFAULT.withBlocking(), (context, reply) -> reply.send("heard")));
    agents.add(runtime.spawn(loop));
    var end = new CountDownLatch(1);
    for (int round = 0; round < 3; round++) {
      for (AgentRef<Reply<String>> agent : agents) {
        assertEquals("heard", agent.<String>ask(reply -> reply, LONG).join());
      }
      if (round == 0) { // both workers are held from now on
        for (int i = 0; i < 2; i++) {
          AgentRef<String> holder =
              runtime.spawn((context, word) -> Until.open("the test is done with it", end));
          holder.signal("hold");
        }
      }
    }
    var timeout = runtime.<String>promise(Duration.ofMillis(1)).await();
    assertThrows(AwaitTimeoutException.class, timeout::join);
    end.countDown();
    var report = runtime.shutdown(LONG);
    assertTrue(report.drained(), report::toString);
    assertEquals(0, ((RuntimeCore) runtime).defects());
    for (Thread thread : starts.threads) {
      Until.ended(thread);
    }
    return true;
  }

  @Test
  void oneThreadThatCannotStartHarmsNobody() throws Exception {
    try (var lines = LogLines.read()) {
      int up = 0;
      for (int n = 0; n < MOST_STARTS; n++) {
        int failing = n;
        var starts = new Starts(i -> i == failing);
        up += lives(starts) ? 1 : 0;
        if (starts.failed.get() == 0) {
          break; // all places have had their turn
        }
      }
      assertTrue(up > 5, "most of them can be done without at first");
      assertTrue(lines.all().size() < 1_000);
    }
  }

  @Test
  void norDoManyWhereverTheyAre() throws Exception {
    try (var lines = LogLines.read()) {
      Seeds.each(
          3,
          seed -> {
            var random = new SplittableRandom(seed);
            boolean[] fails = new boolean[MOST_STARTS];
            for (int i = 4; i < fails.length; i++) { // after workers, timer thread and watchdog
              fails[i] = random.nextInt(3) > 0;
            }
            assertTrue(lives(new Starts(i -> i < fails.length && fails[i])));
          });
      assertTrue(lines.all().size() < 10_000);
    }
  }
}
