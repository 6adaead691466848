package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.capability.ReadOnly;
import io.leanagentic.capability.Val;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Leases under real threads. */
final class LeaseRaceTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int THREADS = 6;

  private static void inThreads(@Val ThrowingIndexed body) throws Exception {
    var failures = new CopyOnWriteArrayList<String>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < THREADS; i++) {
      int index = i;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  body.run(index);
                } catch (Throwable failure) {
                  failures.add(failure.toString());
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), failures);
  }

  @FunctionalInterface
  private interface ThrowingIndexed {
    @ReadOnly
    void run(int index) throws Exception;
  }

  @Test
  void oneAtATimeWithGrowingTokens() throws Exception {
    try (var runtime = AgentRuntime.start();
        var leases = Leases.of(runtime)) {
      var inside = new AtomicInteger();
      var newest = new AtomicLong();
      inThreads(index -> {
        for (int i = 0; i < 500; i++) {
          leases.withLease(
              "r",
              LONG,
              lease -> {
                assertEquals(1, inside.incrementAndGet());
                assertTrue(newest.getAndSet(lease.token()) < lease.token());
                return inside.decrementAndGet();
              });
        }
      });
      assertEquals(0, leases.size());
    }
  }

  @Test
  void noGrantIsLostWhenWaitersGiveUp() throws Exception {
    try (var runtime = AgentRuntime.start();
        var leases = Leases.of(runtime)) {
      var taken = new AtomicInteger();
      inThreads(index -> {
        var random = new SplittableRandom(index);
        var me = LeaseHolder.named("t" + index);
        for (int i = 0; i < 500; i++) {
          Await<Lease> await =
              leases.acquire("r", me, LONG, Duration.ofNanos(1 + random.nextInt(300_000)));
          if (random.nextInt(3) == 0) {
            await.cancel();
          }
          try {
            Lease lease = await.join();
            taken.incrementAndGet();
            assertTrue(lease.release());
          } catch (AwaitException gaveUp) {
            Thread.onSpinWait();
          }
        }
      });
      assertTrue(taken.get() > 0);
      // A grant that got lost would hold it for minutes.
      assertTrue(leases.acquire("r", LeaseHolder.named("last"), LONG, LONG).join().release());
      assertEquals(0, leases.size());
    }
  }

  @Test
  void agentsThatEndLeaveNothingBehind() throws Exception {
    try (var runtime = AgentRuntime.start();
        var leases = Leases.of(runtime)) {
      inThreads(index -> {
        var random = new SplittableRandom(index);
        for (int i = 0; i < 200; i++) {
          AgentRef<String> agent = runtime.spawn((context, message) -> {});
          var holder = LeaseHolder.of(agent);
          var waits = new ArrayList<Await<Lease>>();
          for (int k = 0; k < 4; k++) {
            waits.add(leases.acquire("r" + random.nextInt(8), holder, LONG, LONG));
            if (k == 1) {
              agent.abort();
            }
          }
          agent.termination(LONG).join();
          for (var wait : waits) {
            try {
              wait.join().lost().join();
            } catch (AwaitException ended) {
              Thread.onSpinWait();
            }
          }
        }
      });
      assertEquals(List.of(), leases.all());
    }
  }
}
