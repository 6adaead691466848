package io.leanagentic.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.RuntimeEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HeldWorkerTest {

  @Test
  void anAgentThatBlocksIsNamedWithItsStackAsLongAsItDoes() throws InterruptedException {
    var noticed = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var config = RuntimeConfig.defaults().withStuckAfter(Duration.ofMillis(20));
    try (var runtime = AgentRuntime.start(config);
        var observer = Observer.of(runtime)) {
      runtime.listen(event -> {
        if (event instanceof RuntimeEvent.Stuck) {
          noticed.countDown();
        }
      });
      AgentRef<String> rude = runtime.spawn("rude", (context, text) -> Blocking.waitFor(release));
      rude.signal("hello");
      noticed.await();
      String timed = assertHeld(observer.look().findings());
      assertTrue(timed.matches(".* with one message for [0-9.]+ m?s\\."), timed);
      try (var late = Observer.of(runtime)) {
        assertHeld(late.look().findings()); // one that has not heard the event
      }
      release.countDown();
      while (!observer.look().findings().isEmpty()) {
        Thread.onSpinWait(); // until the worker that was replaced has ended
      }
    }
  }

  private static String assertHeld(List<Finding> found) {
    assertEquals(1, found.size(), found::toString);
    Finding finding = found.getFirst();
    assertEquals("held-worker", finding.kind());
    assertEquals("/rude", finding.agent());
    assertTrue(finding.what().startsWith("/rude holds its worker with one message"));
    String stack = finding.evidence().getFirst();
    assertTrue(
        stack.startsWith("It is in java.base/jdk.internal.misc.Unsafe.park(")
            && stack.contains(" < ... < ")
            && stack.contains("Blocking.waitFor(HeldWorkerTest.java:"),
        stack);
    assertTrue(finding.cure().contains("AgentConfig.withBlocking()"), finding::cure);
    return finding.what();
  }

  private static final class Blocking {
    static void waitFor(CountDownLatch latch) throws InterruptedException {
      latch.await();
    }
  }
}
