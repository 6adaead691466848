package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Runtimes;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What messages without pairs cost: what they did before there were pairs. */
final class PairsCostTest {
  private static final int SIGNALS = 20_000;

  /** An object of a mailbox that holds a message, without and with compact object headers. */
  private static final int NODE = 24;

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  @Test
  void aSignalWithoutPairsAllocatesItsNodeAlsoWhereOthersHavePairs() throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.config().withAccounting(false));
    long before = bytesOfSignals(runtime);
    runtime.with("order", "1").run(() -> {});
    long after = bytesOfSignals(runtime);
    long with = runtime.with("order", "1").call(() -> bytesOfSignals(runtime));
    assertEquals(before, after, "bytes of a signal, once there are pairs elsewhere");
    assertTrue(before <= NODE + 1, () -> "bytes of a signal: " + before);
    assertTrue(with > before, () -> "bytes of a signal with a pair: " + with);
  }

  /** What this thread allocates for each of many signals to an agent that is busy meanwhile. */
  private static long bytesOfSignals(AgentRuntime runtime) throws Exception {
    var go = new CountDownLatch(1);
    AgentRef<String> busy =
        runtime.spawn(
            AgentConfig.DEFAULT.withCapacity(2 * SIGNALS).withBlocking(),
            (context, message) -> go.await());
    try {
      for (int i = 0; i < SIGNALS / 10; i++) {
        busy.signal("warm");
      }
      long from = allocated();
      for (int i = 0; i < SIGNALS; i++) {
        busy.signal("measured");
      }
      return (allocated() - from) / SIGNALS;
    } finally {
      go.countDown();
    }
  }

  private static long allocated() throws ReflectiveOperationException {
    return (long)
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes")
            .invoke(ManagementFactory.getThreadMXBean());
  }
}
