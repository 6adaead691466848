package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Until;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A shutdown returns by its deadline, and says whose code it left behind. */
@Val
final class ShutdownDeadlineTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final AgentConfig BLOCKING = AgentConfig.DEFAULT.withBlocking();

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Seen seen = new Seen();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  private void hold() {
    begun.countDown();
    Until.openAtLast(open);
  }

  /** The report of a shutdown that must not wait for {@code open}. */
  private ShutdownReport leavesBehind(AgentRuntime runtime) throws InterruptedException {
    Until.open("it is at work", begun);
    var report = new AtomicReference<@Nullable ShutdownReport>();
    Until.ended(Thread.ofPlatform().start(() -> report.set(runtime.shutdown(SHORT))));
    ShutdownReport left = report.get();
    assertTrue(left != null && !left.drained());
    assertFalse(runtime.awaitTermination(Duration.ofMillis(1)), "it still runs");
    open.countDown();
    assertTrue(runtime.awaitTermination(LONG), "it ends with its code");
    return left;
  }

  @Test
  void aHandlerThatHoldsItsWorkerIsLeftBehind() throws Exception {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    runtime.<Object>spawn("held", (context, message) -> hold()).signal("go");
    var report = leavesBehind(runtime);
    assertEquals(List.of("/held"), report.left());
    assertEquals(List.of("/held"), report.running());
  }

  @Test
  void aBlockingAgentThatIgnoresInterruptsIsLeftBehind() throws Exception {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    AgentRef<Object> parent =
        runtime.spawn(
            "parent",
            (context, message) -> {
              AgentRef<Object> child = context.spawn("child", BLOCKING, (c, m) -> hold());
              child.signal(message);
            });
    parent.signal("go");
    var report = leavesBehind(runtime);
    assertEquals(List.of("/parent"), report.left());
    assertEquals(List.of("/parent/child"), report.running());
  }

  @Test
  void aLoopThatIgnoresInterruptsIsLeftBehind() throws Exception {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    AgentLoop<Object> loop = mailbox -> hold();
    runtime.spawn("loop", loop);
    assertEquals(List.of("/loop"), leavesBehind(runtime).running());
  }

  @Test
  void aHandlerThatHoldsInOnStopIsLeftBehind() throws Exception {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    runtime.spawn(
        "agent",
        () ->
            new Behavior<Object>() {
              @Override
              public void receive(AgentContext<Object> context, Object message) {}

              @Override
              public void onStop(AgentContext<Object> context) {
                hold();
              }
            });
    begun.await(1, TimeUnit.MICROSECONDS); // it begins with the shutdown
    var report = new AtomicReference<@Nullable ShutdownReport>();
    Until.ended(Thread.ofPlatform().start(() -> report.set(runtime.shutdown(SHORT))));
    assertTrue(report.get() != null && report.get().running().equals(List.of("/agent")));
    open.countDown();
    assertTrue(runtime.awaitTermination(LONG));
  }

  @Test
  void aListenerThatHoldsDelaysNothing() throws Exception {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    runtime.listen(event -> {
      if (event instanceof RuntimeEvent.Ended) {
        hold();
      }
    });
    runtime.<Object>spawn("agent", (context, message) -> context.stop()).signal("go");
    Until.open("the listener holds", begun);
    Until.ended(Thread.ofPlatform().start(() -> runtime.shutdown(SHORT)));
    open.countDown();
    assertTrue(runtime.awaitTermination(LONG));
  }

  // Blocking agents are interrupted.

  private void waitForEver() throws InterruptedException {
    begun.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      seen.add("interrupted");
      throw e;
    }
  }

  @Test
  void theDeadlineInterruptsABlockingAgent() throws Exception {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    AgentRef<Object> agent =
        runtime.spawn(
            "agent", BLOCKING, (AgentContext<Object> context, Object message) -> waitForEver());
    agent.signal("go");
    Until.open("it waits", begun);
    var report = runtime.shutdown(SHORT);
    assertEquals(List.of("/agent"), report.left());
    assertTrue(runtime.awaitTermination(LONG));
    assertEquals(List.of("interrupted"), seen);
    assertEquals(0, runtime.metrics().failures(), "the interrupt is no failure");
  }

  @Test
  void abortInterruptsABlockingAgentButNotItsOnStop() throws Exception {
    AgentRuntime runtime = runtimes.start();
    AgentRef<Object> agent =
        runtime.spawn(
            BLOCKING,
            () ->
                new Behavior<Object>() {
                  @Override
                  public void receive(AgentContext<Object> context, Object message)
                      throws InterruptedException {
                    waitForEver();
                  }

                  @Override
                  public void onStop(AgentContext<Object> context) {
                    seen.add(Thread.currentThread().isInterrupted());
                  }
                });
    agent.signal("go");
    agent.signal("left");
    Until.open("it waits", begun);
    agent.abort();
    agent.termination(LONG).join();
    assertEquals(List.<Object>of("interrupted", false), seen);
    assertEquals(0, runtime.metrics().failures());
    assertEquals(1, runtime.metrics().deadLetters());
  }

  // Waiting for the end.

  @Test
  void awaitTerminationWaitsForAClose() throws Exception {
    AgentRuntime runtime = runtimes.start();
    assertFalse(runtime.awaitTermination(Duration.ZERO));
    Thread closing = Thread.ofPlatform().unstarted(runtime::close);
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> {
              try {
                seen.add(runtime.awaitTermination(Duration.ofSeconds(Long.MAX_VALUE)));
              } catch (InterruptedException e) {
                seen.add(e);
              }
            });
    Until.waiting(waiting);
    closing.start();
    Until.ended(waiting);
    assertEquals(List.<Object>of(true), seen);
    Until.ended(closing);
  }

  @Test
  void awaitTerminationIsRefusedWhereItWouldWaitForItself() throws Exception {
    AgentRuntime runtime = runtimes.start();
    runtime
        .<Object>spawn(
            "handler",
            (context, message) ->
                seen.add(
                    String.valueOf(
                        assertThrows(
                                IllegalStateException.class, () -> runtime.awaitTermination(LONG))
                            .getMessage())))
        .signal("go");
    Until.isTrue("it has tried", () -> seen.size() == 1);
    assertEquals(
        List.of(
            "/handler cannot wait for the end of the runtime in its turn, which would wait for"
                + " itself; let another thread do it"),
        seen);
    var negative =
        assertThrows(
            IllegalArgumentException.class, () -> runtime.awaitTermination(Duration.ofMillis(-1)));
    assertEquals("timeout is PT-0.001S; allowed: zero or more", negative.getMessage());
  }

  // The exit of the JVM.

  /** A service: closed by the exit of the JVM while an agent waits for an answer. */
  static final class Service {
    private Service() {}

    public static void main(String[] args) throws Exception {
      var config = RuntimeConfig.defaults().withCloseOnExit(true).withShutdownDeadline(LONG);
      AgentRuntime runtime = AgentRuntime.start(config);
      Promise<String> promise = runtime.promise(LONG);
      AgentRef<Object> agent =
          runtime.spawn((context, message) ->
              context.onAnswer(
                  promise.await(), answer -> System.out.println("finished " + answer)));
      agent.signal("go");
      AgentRef<Object> probe = runtime.spawn((context, message) -> {});
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            Until.isTrue("it is being closed", () -> probe.signal("?") == Delivery.STOPPED);
            promise.reply().send("what was begun");
          });
      System.out.println("ready");
      runtime.awaitTermination(LONG);
    }
  }

  @Test
  void aServiceIsClosedWhenItsProcessIsTerminated() throws Exception {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.add("-cp");
    command.add(
        System.getProperty("java.class.path")
            + File.pathSeparator
            + System.getProperty("jdk.module.path", ""));
    command.add(Service.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    InputStream out = process.getInputStream();
    String ready = "ready\n";
    assertEquals(ready, new String(out.readNBytes(ready.length()), StandardCharsets.UTF_8));
    assertTrue(process.supportsNormalTermination());
    process.toHandle().destroy(); // SIGTERM, and the output can still be read
    assertEquals(
        "finished what was begun\n", new String(out.readAllBytes(), StandardCharsets.UTF_8));
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
  }
}
