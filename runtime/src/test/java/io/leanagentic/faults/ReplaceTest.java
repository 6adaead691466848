package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.capability.Val;
import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A held worker, while its replacement cannot be started. */
@Val
final class ReplaceTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicBoolean denies = new AtomicBoolean();
  private final AtomicInteger denied = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);

  private AgentRuntime start(Consumer<Thread> setup, Consumer<Thread> starter) {
    var config = Runtimes.config();
    return RuntimeCore.start(
        config
            .withWorkers(1)
            .withStuckAfter(Duration.ofMillis(5))
            .withSeams(config.seams().withWorkerSetup(setup)),
        starter);
  }

  private void deny(Thread thread) {
    if (denies.get()) {
      denied.incrementAndGet();
      throw new OutOfMemoryError("no native thread for " + thread.getName() + ", on purpose");
    }
  }

  private AgentRuntime startWithoutThreads() {
    return start(
        thread -> {},
        thread -> {
          deny(thread);
          thread.start();
        });
  }

  private static String ask(AgentRuntime runtime) {
    AgentRef<Reply<String>> echo = runtime.spawn((context, reply) -> reply.send("heard"));
    return echo.<String>ask(reply -> reply, LONG).join();
  }

  private void hold(AgentRuntime runtime) throws InterruptedException {
    var held = new CountDownLatch(1);
    AgentRef<String> holder =
        runtime.spawn((context, word) -> {
          held.countDown();
          Until.open("the test is done with it", end);
        });
    holder.signal("hold");
    Until.open("the only worker is held", held);
  }

  private void tryAgain(AgentRuntime runtime) throws InterruptedException {
    var events = Events.of(runtime);
    denies.set(true);
    hold(runtime);
    Until.isTrue("it was tried again", () -> denied.get() >= 3);
    denies.set(false);
    assertEquals("heard", ask(runtime));
    events.first(RuntimeEvent.Stuck.class);
    end.countDown();
    assertTrue(runtime.shutdown(LONG).drained());
    assertEquals(1, events.count(RuntimeEvent.Stuck.class), "told once for each message");
  }

  @Test
  void aReplacementThatCannotStartIsTriedAgain() throws Exception {
    tryAgain(startWithoutThreads());
  }

  @Test
  void aSetupThatThrowsCostsNoWorker() throws Exception {
    tryAgain(start(this::deny, Thread::start));
  }

  @Test
  void aWorkerWithoutAReplacementWorksOnWhenItsMessageEnds() throws Exception {
    AgentRuntime runtime = startWithoutThreads();
    var events = Events.of(runtime);
    denies.set(true);
    hold(runtime);
    events.first(RuntimeEvent.Stuck.class); // told all the same
    end.countDown();
    assertEquals("heard", ask(runtime));
    assertTrue(runtime.shutdown(LONG).drained());
  }

  @Test
  void aSetupThatHangsHasOneThreadAtATime() throws Exception {
    var hanging = new AtomicInteger();
    AgentRuntime runtime =
        start(
            thread -> {
              if (denies.get()) {
                hanging.incrementAndGet();
                Until.isTrue("it may go on", () -> !denies.get());
              }
            },
            Thread::start);
    denies.set(true);
    hold(runtime);
    Until.isTrue("the setup hangs", () -> hanging.get() > 0);
    denies.set(false);
    assertEquals("heard", ask(runtime));
    assertEquals(1, hanging.get());
    end.countDown();
    assertTrue(runtime.shutdown(LONG).drained());
  }
}
