package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callbacks of awaits that time out, or that the end of the runtime ends. */
final class TimercloseTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(60);
  @RegisterExtension final Runtimes runtimes = new Runtimes();

  private static void hold(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** On a busy machine {@code await} may be over already: then its callback runs at once. */
  private static void hang(Await<?> await, CountDownLatch hanging, CountDownLatch release) {
    Thread.ofPlatform()
        .daemon()
        .start(() ->
            await.whenDone((value, failure) -> {
              hanging.countDown();
              hold(release);
            }));
  }

  @Test
  void oneThatHangsHoldsUpNoTimer() throws Exception {
    AgentRuntime runtime = runtimes.start();
    var release = new CountDownLatch(1);
    var hanging = new CountDownLatch(3);
    hang(runtime.<String>promise(SHORT).await(), hanging, release);
    hang(runtime.<String>promise(SHORT).await().map(String::length), hanging, release);
    var stage = runtime.<String>promise(SHORT).await().stage();
    Thread.ofPlatform()
        .daemon()
        .start(() ->
            stage.whenComplete((value, failure) -> {
              hanging.countDown();
              hold(release);
            }));
    Until.open("all three callbacks run, beside each other", hanging);
    assertThrows(AwaitTimeoutException.class, () -> runtime.promise(SHORT).await().join());
    release.countDown();
  }

  @Test
  void oneMayWaitForAnother() throws Exception {
    AgentRuntime runtime = runtimes.start();
    var outcome = new AtomicReference<String>();
    var done = new CountDownLatch(1);
    runtime
        .<String>promise(SHORT)
        .await()
        .whenDone((value, failure) -> {
          try {
            runtime.<String>promise(SHORT).await().join();
          } catch (RuntimeException e) {
            outcome.set(e.getClass().getSimpleName());
          }
          done.countDown();
        });
    Until.open("it has waited", done);
    assertEquals("AwaitTimeoutException", outcome.get());
  }

  @Test
  void closeKeepsItsDeadlineThoughOneHangs() throws Exception {
    var release = new CountDownLatch(1);
    AgentRuntime runtime = AgentRuntime.start();
    var hanging = new CountDownLatch(1);
    hang(runtime.<String>promise(SHORT).await(), hanging, release);
    Until.open("one hangs already", hanging);
    Await<String> open = runtime.<String>promise(LONG).await();
    open.whenDone((value, failure) -> hold(release)); // hangs when the runtime ends it
    var closed = new CountDownLatch(1);
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          runtime.shutdown(Duration.ofMillis(100));
          closed.countDown();
        });
    Until.open("shutdown returns", closed);
    assertThrows(io.leanagentic.AwaitCancelledException.class, open::join);
    release.countDown();
  }
}
