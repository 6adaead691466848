package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Reply;
import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Nothing looks at the clock while nothing runs. */
final class IdlecpuTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final CopyOnWriteArrayList<Thread> threads = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  private AgentRuntime start() {
    var config = Runtimes.config().withWorkers(1).withStuckAfter(Duration.ofMillis(20));
    return RuntimeCore.start(
        config,
        thread -> {
          threads.add(thread);
          thread.start();
        });
  }

  private void awaitSleep() {
    for (Thread thread : threads) {
      if (thread.getName().equals("lean-agentic-watchdog")) {
        Until.isTrue("it sleeps without an end", () -> thread.getState() == Thread.State.WAITING);
      }
    }
  }

  private static AgentRef<String> held(AgentRuntime runtime, CountDownLatch end)
      throws InterruptedException {
    var begun = new CountDownLatch(1);
    AgentRef<String> held =
        runtime.spawn((context, word) -> {
          begun.countDown();
          Until.open("the test is done with it", end);
        });
    held.signal("hold");
    Until.open("it has the worker", begun);
    return held;
  }

  private static String ask(AgentRuntime runtime) {
    AgentRef<Reply<String>> echo = runtime.spawn((context, reply) -> reply.send("heard"));
    return echo.<String>ask(reply -> reply, LONG).join();
  }

  @Test
  void whileAllSleepTheWatchdogDoes() {
    try (AgentRuntime runtime = start()) {
      assertEquals("heard", ask(runtime));
      awaitSleep();
    }
  }

  @Test
  void itIsAwakeAgainBeforeAMessageCanHoldAWorker() throws Exception {
    try (AgentRuntime runtime = start()) {
      for (int i = 0; i < 3; i++) {
        awaitSleep();
        held(runtime, end);
        assertEquals("heard", ask(runtime), "by a new worker");
      }
      end.countDown();
    }
  }

  @Test
  void anAgentThatBlocksItsWorkerForEverKeepsNobodyAwake() throws Exception {
    try (AgentRuntime runtime = start()) {
      held(runtime, end);
      assertEquals("heard", ask(runtime), "by a new worker");
      awaitSleep();
      end.countDown();
    }
  }
}
