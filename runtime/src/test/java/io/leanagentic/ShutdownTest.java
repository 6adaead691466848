package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.RuntimeEvent.Ended;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a runtime ends. */
@Val
final class ShutdownTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final AgentConfig BLOCKING = AgentConfig.DEFAULT.withBlocking();

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Seen seen = new Seen();

  /** An agent whose one message lasts until {@code open}, whoever interrupts it. */
  private static AgentRef<Object> held(AgentRuntime runtime, String name, CountDownLatch open)
      throws InterruptedException {
    var begun = new CountDownLatch(1);
    AgentRef<Object> agent =
        runtime.spawn(
            name,
            BLOCKING,
            (AgentContext<Object> context, Object message) -> {
              begun.countDown();
              Until.openAtLast(open);
            });
    agent.signal("hold");
    Until.open("the agent holds", begun);
    return agent;
  }

  // Draining.

  @Test
  void closeHandlesAllThatWasAccepted() {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(2));
    var handled = new AtomicInteger();
    AgentRef<Integer> last = runtime.spawn((context, message) -> handled.incrementAndGet());
    AgentRef<Integer> middle = runtime.spawn((context, message) -> last.signal(message));
    AgentRef<Integer> first =
        runtime.spawn(
            AgentConfig.DEFAULT,
            (AgentContext<Integer> context, Integer message) -> middle.signal(message));
    int accepted = 0;
    for (int i = 0; i < 900; i++) {
      accepted += first.signal(i).isTaken() ? 1 : 0;
    }
    var report = runtime.shutdown(LONG);
    assertEquals(
        new ShutdownReport(true, report.elapsed(), List.of(), List.of(), 0, List.of(), 0), report);
    assertEquals(accepted, handled.get());
    assertEquals(List.of(), runtime.roots());
    assertEquals(0, runtime.metrics().agentsAlive());
  }

  @Test
  void agentsMayTalkSpawnAndAwaitWhileItDrains() {
    AgentRuntime runtime = runtimes.start(new Steps(11));
    AgentRef<Reply<String>> other = runtime.spawn((context, reply) -> reply.send("answer"));
    AgentRef<Object> agent =
        runtime.spawn((context, message) -> {
          AgentRef<Object> child = context.spawn((c, m) -> seen.add(m));
          context.await(other.<String>ask(reply -> reply, LONG), child::signal);
        });
    agent.signal("go"); // nothing has run yet
    var report = runtime.shutdown(LONG);
    assertTrue(report.drained());
    assertEquals(0, report.deadLetters());
    assertEquals(List.of("answer"), seen);
  }

  @Test
  void nothingComesInWhileItDrains() throws Exception {
    AgentRuntime runtime = runtimes.start();
    var open = new CountDownLatch(1);
    AgentRef<Object> held = held(runtime, "held", open);
    AgentRef<Object> other = runtime.spawn("other", (context, message) -> seen.add(message));
    other.signal("in time");
    var report = new AtomicReference<@Nullable ShutdownReport>();
    Thread closing = Thread.ofPlatform().start(() -> report.set(runtime.shutdown(LONG)));
    var taken = new AtomicInteger(1);
    Until.isTrue(
        "no more is taken",
        () -> {
          Delivery delivery = other.signal("in time");
          taken.addAndGet(delivery.isTaken() ? 1 : 0);
          return delivery == Delivery.STOPPED;
        });
    assertTrue(other.isAlive() && held.isAlive());
    assertEquals(Delivery.STOPPED, held.send("late", LONG));
    assertEquals(Delivery.STOPPED, held.trySignal("late"));
    var refused = assertThrows(AwaitException.class, other.<String>ask(r -> r, LONG)::join);
    assertInstanceOf(AgentStoppedException.class, refused.getCause());
    var late = assertThrows(IllegalStateException.class, () -> runtime.spawn((c, m) -> {}));
    assertEquals("the runtime is closed; no more agents can be spawned", late.getMessage());
    open.countDown();
    Until.ended(closing);
    assertTrue(report.get() != null && report.get().drained());
    assertEquals(Collections.nCopies(taken.get(), "in time"), seen);
    Runtimes.checkBooks(runtime);
  }

  @Test
  void reportsWhatWasLeft() throws Exception {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    var open = new CountDownLatch(1);
    AgentRef<Object> held = held(runtime, "held", open);
    AgentRef<Object> idle = runtime.spawn("idle", (context, message) -> {});
    held.signal("left");
    var report = runtime.shutdown(Duration.ofSeconds(1)); // enough for the idle one
    assertFalse(report.drained());
    assertEquals(List.of("/held"), report.left());
    assertFalse(idle.isAlive());
    assertTrue(held.isAlive(), "its message is not over");
    open.countDown();
    Until.isTrue("it ends with its message", () -> !held.isAlive());
    Until.isTrue("what was left is counted", () -> runtime.metrics().deadLetters() == 1);
    Runtimes.checkBooks(runtime);
  }

  @Test
  void namesNoMoreThanAHundred() throws Exception {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    var open = new CountDownLatch(1);
    for (int i = 0; i < 103; i++) {
      held(runtime, "held" + i, open);
    }
    assertEquals(100, runtime.shutdown(SHORT).left().size());
    open.countDown();
    Until.isTrue("all end", () -> runtime.metrics().agentsAlive() == 0);
  }

  /** These never come to rest by themselves. */
  @Test
  void aConversationWithoutEndIsCut() {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    var other = new AtomicReference<@Nullable AgentRef<Integer>>();
    AgentRef<Integer> one =
        runtime.spawn((context, message) -> {
          AgentRef<Integer> to = other.get();
          if (to != null) {
            to.signal(message);
          }
        });
    AgentRef<Integer> two = runtime.spawn((context, message) -> one.signal(message));
    other.set(two);
    one.signal(1);
    runtime.shutdown(Duration.ofMillis(200));
    Until.isTrue("both end", () -> !one.isAlive() && !two.isAlive());
    Until.isTrue("the message is a dead letter", () -> runtime.metrics().deadLetters() == 1);
    Runtimes.checkBooks(runtime);
  }

  @Test
  void anInterruptEndsTheDrainAndIsKept() throws Exception {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    var open = new CountDownLatch(1);
    AgentRef<Object> held = held(runtime, "held", open);
    var report = new AtomicReference<@Nullable ShutdownReport>();
    Thread closing =
        Thread.ofPlatform()
            .start(() -> {
              report.set(runtime.shutdown(Duration.ofSeconds(Long.MAX_VALUE)));
              seen.add(Thread.currentThread().isInterrupted());
            });
    Until.waiting(closing);
    closing.interrupt();
    Until.ended(closing);
    assertTrue(report.get() != null && report.get().left().equals(List.of("/held")));
    assertEquals(List.<Object>of(true), seen);
    open.countDown();
    Until.isTrue("it ends", () -> !held.isAlive());
  }

  // Order.

  private static void spawnTree(Spawner parent, Seen seen, String name, int depth) {
    parent.spawn(
        name,
        () ->
            new Behavior<Object>() {
              @Override
              public void onStart(AgentContext<Object> context) {
                if (depth > 0) {
                  spawnTree(context, seen, "left", depth - 1);
                  spawnTree(context, seen, "right", depth - 1);
                  context.spawn("loop", (Mailbox<Object> mailbox) -> mailbox.receive());
                }
              }

              @Override
              public void receive(AgentContext<Object> context, Object message) {}

              @Override
              public void onStop(AgentContext<Object> context) {
                seen.add(context.self().path());
              }
            });
  }

  @Test
  void childrenEndBeforeParents() {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(2));
    Events events = Events.of(runtime);
    spawnTree(runtime, seen, "a", 4);
    spawnTree(runtime, seen, "b", 4);
    Runtimes.awaitQuiet(runtime);
    runtime.close();
    List<String> ends =
        events.of(Ended.class).stream().map(ended -> ended.terminated().agent().path()).toList();
    assertEquals(2 * (31 + 15), ends.size());
    for (int i = 0; i < ends.size(); i++) {
      String parent = ends.get(i).substring(0, ends.get(i).lastIndexOf('/'));
      if (!parent.isEmpty()) {
        assertTrue(ends.indexOf(parent) > i, ends.get(i) + " outlived its parent");
      }
    }
    assertEquals(2 * 31, seen.size(), "each has run its onStop");
  }

  // Abort.

  @Test
  void abortHandlesNothingMore() {
    var steps = new Steps(4);
    AgentRuntime runtime = AgentRuntime.start(seams(steps));
    Events events = Events.of(runtime);
    AgentRef<Object> agent =
        runtime.spawn(
            "agent",
            () ->
                new Behavior<Object>() {
                  @Override
                  public void receive(AgentContext<Object> context, Object message) {
                    seen.add(message);
                  }

                  @Override
                  public void onStop(AgentContext<Object> context) {
                    seen.add("stopped");
                  }
                });
    agent.signal(1);
    agent.signal(2);
    var report = runtime.abort();
    assertEquals(List.of(), seen);
    assertFalse(agent.isAlive());
    assertEquals(2, report.deadLetters());
    assertEquals(
        List.of(Reason.ABORTED, Reason.ABORTED),
        events.of(DeadLetter.class).stream().map(DeadLetter::reason).toList());
    Runtimes.checkBooks(runtime);
  }

  private static RuntimeConfig seams(Steps steps) {
    var config = Runtimes.config();
    return config.withSeams(config.seams().withClock(steps.clock()).withStepper(steps));
  }

  /** Whoever loses patience with a close that drains need not wait for its deadline. */
  @Test
  void abortCutsADrainShort() throws Exception {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    var open = new CountDownLatch(1);
    AgentRef<Object> held = held(runtime, "held", open);
    var closed = new AtomicReference<@Nullable ShutdownReport>();
    Thread closing =
        Thread.ofPlatform().start(() -> closed.set(runtime.shutdown(Duration.ofDays(1))));
    Until.isTrue("it drains", () -> held.signal("late") == Delivery.STOPPED);
    var aborted = new AtomicReference<@Nullable ShutdownReport>();
    Thread aborting = Thread.ofPlatform().start(() -> aborted.set(runtime.abort()));
    Until.ended(aborting);
    Until.ended(closing);
    assertSame(closed.get(), aborted.get());
    assertTrue(closed.get() != null && closed.get().left().equals(List.of("/held")));
    open.countDown();
    Until.isTrue("it ends", () -> !held.isAlive());
  }

  // Twice, from many threads, from agents.

  @Test
  void closingAgainChangesNothing() throws Exception {
    AgentRuntime runtime = runtimes.start();
    runtime.spawn("agent", (context, message) -> {});
    var reports = new CopyOnWriteArrayList<ShutdownReport>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      threads.add(Thread.ofPlatform().start(() -> reports.add(runtime.shutdown(LONG))));
    }
    for (Thread thread : threads) {
      Until.ended(thread);
    }
    runtime.close();
    reports.add(runtime.shutdown(Duration.ZERO));
    reports.add(runtime.abort());
    assertEquals(6, reports.size());
    for (ShutdownReport report : reports) {
      assertSame(reports.getFirst(), report);
    }
    assertTrue(reports.getFirst().drained());
  }

  private void tryAll(AgentRuntime runtime) {
    List<Runnable> ends = List.of(runtime::close, () -> runtime.shutdown(LONG), runtime::abort);
    for (Runnable end : ends) {
      var refused = assertThrows(IllegalStateException.class, end::run);
      seen.add(String.valueOf(refused.getMessage()));
    }
  }

  private static List<String> refusals(String agent) {
    String rest = " the runtime in its turn, which would wait for itself; let another thread do it";
    return List.of(
        agent + " cannot close" + rest,
        agent + " cannot close" + rest,
        agent + " cannot abort" + rest);
  }

  @Test
  void noAgentCanEndItsOwnRuntime() {
    AgentRuntime runtime = runtimes.start();
    AgentRuntime stepped = runtimes.start(new Steps(1));
    runtime.<Object>spawn("handler", (context, message) -> tryAll(runtime)).signal("go");
    Until.isTrue("the handler has tried", () -> seen.size() == 3);
    runtime.spawn("loop", (Mailbox<Object> mailbox) -> tryAll(runtime));
    Until.isTrue("the loop has tried", () -> seen.size() == 6);
    runtime
        .spawn("blocking", BLOCKING, (AgentContext<Object> context, Object m) -> tryAll(runtime))
        .signal("go");
    Until.isTrue("the blocking one has tried", () -> seen.size() == 9);
    stepped.<Object>spawn("stepped", (context, message) -> tryAll(stepped)).signal("go");
    stepped.close();
    var expected = new ArrayList<String>();
    for (String agent : List.of("/handler", "/loop", "/blocking", "/stepped")) {
      expected.addAll(refusals(agent));
    }
    assertEquals(expected, seen);
    assertEquals(0, runtime.metrics().failures() + stepped.metrics().failures());
  }

  /** A handler agent must not wait, for another runtime neither; who may block may end that. */
  @Test
  void anAgentMayEndAnotherRuntimeIfItMayBlock() {
    AgentRuntime runtime = runtimes.start();
    AgentRuntime other = runtimes.start();
    runtime
        .<Object>spawn(
            "handler",
            (context, message) ->
                seen.add(
                    String.valueOf(
                        assertThrows(IllegalStateException.class, other::close).getMessage())))
        .signal("go");
    Until.isTrue("the handler has tried", () -> seen.size() == 1);
    assertEquals(
        List.of(
            "/handler must not wait in its turn (close a runtime); use context.await or onAnswer"),
        seen);
    AgentRef<Object> loop =
        runtime.spawn((Mailbox<Object> mailbox) -> seen.add(other.shutdown(LONG).drained()));
    loop.termination(LONG).join();
    assertEquals(true, seen.getLast());
  }

  // Afterwards.

  @Test
  void afterwardsASignalIsACountedDeadLetter() {
    AgentRuntime runtime = runtimes.start();
    Events events = Events.of(runtime);
    AgentRef<Object> agent = runtime.spawn("agent", (context, message) -> seen.add(message));
    AgentRef<Object> loop = runtime.spawn("loop", mailbox -> seen.add(mailbox.receive()));
    runtime.close();
    for (AgentRef<Object> ended : List.of(agent, loop)) {
      assertEquals(Delivery.STOPPED, ended.signal("signal"));
      assertEquals(Delivery.STOPPED, ended.trySignal("trySignal"));
      assertEquals(Delivery.STOPPED, ended.send("send", LONG));
      var none = assertThrows(AwaitException.class, ended.ask(reply -> "ask", LONG)::join);
      assertInstanceOf(AwaitException.class, none);
      ended.stop();
      ended.abort();
    }
    assertEquals(
        List.of("signal", "trySignal", "send", "ask", "signal", "trySignal", "send", "ask"),
        events.of(DeadLetter.class).stream().map(DeadLetter::message).toList());
    assertEquals(8, runtime.metrics().deadLetters());
    assertEquals(List.of(), seen);
  }

  @Test
  void afterwardsNothingIsSpawnedAndNothingAwaited() {
    AgentRuntime runtime = runtimes.start();
    Promise<String> before = runtime.promise(LONG);
    Channel<String> channel = runtime.channel(1);
    Await<String> receiving = channel.receiving(LONG);
    runtime.close();
    var spawn = assertThrows(IllegalStateException.class, () -> runtime.spawn((c, m) -> {}));
    assertEquals("the runtime is closed; no more agents can be spawned", spawn.getMessage());
    assertThrows(IllegalStateException.class, () -> runtime.spawn((Mailbox<Object> mailbox) -> {}));
    var ended = assertThrows(AwaitCancelledException.class, before.await()::join);
    assertEquals("the runtime was closed before a promised answer came", ended.getMessage());
    assertThrows(AwaitCancelledException.class, receiving::join);
    assertThrows(AwaitCancelledException.class, runtime.<String>promise(LONG).await()::join);
    assertTrue(channel.trySend("still a queue"));
  }

  @Test
  void itsThreadsEnd() throws Exception {
    var threads = Collections.synchronizedList(new ArrayList<Thread>());
    var config = Runtimes.config().withWorkers(3);
    AgentRuntime runtime =
        runtimes.start(config.withSeams(config.seams().withWorkerSetup(threads::add)));
    runtime.close();
    assertEquals(3, threads.size());
    for (Thread thread : List.copyOf(threads)) {
      Until.ended(thread);
    }
  }
}
