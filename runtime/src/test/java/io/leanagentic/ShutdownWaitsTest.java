package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A runtime that is closed lets agents have the answers they wait for, or tells them. */
@Val
final class ShutdownWaitsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final String CLOSED = "the runtime was closed before a promised answer came";

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Seen seen = new Seen();

  private void note(Throwable failure) {
    seen.add(String.valueOf(failure.getMessage()));
  }

  private enum Kind {
    AWAIT,
    ON_ANSWER;

    <R> void begin(
        AgentContext<?> context,
        Await<R> await,
        java.util.function.Consumer<? super R> then,
        java.util.function.Consumer<? super Throwable> failure) {
      if (this == AWAIT) {
        context.await(await, then, failure);
      } else {
        context.onAnswer(await, then, failure);
      }
    }
  }

  private AgentRef<Kind> waiter(AgentRuntime runtime, String name, Await<String> await) {
    return runtime.spawn(
        name, (context, kind) -> kind.begin(context, await, seen::add, this::note));
  }

  /** The report of a shutdown in another thread, once it drains and {@code then} has run. */
  private static ShutdownReport report(AgentRuntime runtime, Duration deadline, Runnable then)
      throws InterruptedException {
    var report = new AtomicReference<@Nullable ShutdownReport>();
    AgentRef<Object> probe = runtime.spawn((context, message) -> {});
    Thread closing = Thread.ofPlatform().start(() -> report.set(runtime.shutdown(deadline)));
    Until.isTrue("it drains", () -> probe.signal("late") == Delivery.STOPPED);
    then.run();
    Until.ended(closing);
    ShutdownReport result = report.get();
    assertTrue(result != null);
    return result;
  }

  // What was begun is finished.

  @Test
  void bothKindsOfWaitsAreFinished() throws Exception {
    for (Kind kind : Kind.values()) {
      seen.clear();
      AgentRuntime runtime = runtimes.start();
      Promise<String> promise = runtime.promise(LONG);
      waiter(runtime, "waiter", promise.await()).signal(kind);
      Runtimes.awaitQuiet(runtime);
      var report = report(runtime, LONG, () -> promise.reply().send("answer"));
      assertTrue(report.drained(), report::toString);
      assertEquals(List.of("answer"), seen);
    }
  }

  /** Each waits for the next, which may end only after it has answered. */
  @Test
  void chainsOfWaitsAreFinished() throws Exception {
    AgentRuntime runtime = runtimes.start();
    Promise<String> promise = runtime.promise(LONG);
    AgentRef<Reply<String>> last =
        runtime.spawn(
            (context, reply) -> context.onAnswer(promise.await(), reply::send, reply::fail));
    AgentRef<Reply<String>> middle =
        runtime.spawn((context, reply) ->
            context.onAnswer(last.<String>ask(r -> r, LONG), reply::send, reply::fail));
    AgentRef<Object> first =
        runtime.spawn((context, message) -> {
          AgentRef<Object> child =
              context.spawn((c, m) -> c.onAnswer(middle.<String>ask(r -> r, LONG), seen::add));
          child.signal(message);
        });
    first.signal("go");
    Runtimes.awaitQuiet(runtime);
    var report = report(runtime, LONG, () -> promise.reply().send("answer"));
    assertTrue(report.drained(), report::toString);
    assertEquals(List.of("answer"), seen);
  }

  @Test
  void waitsOfLoopAndBlockingAgentsAreFinished() throws Exception {
    AgentRuntime runtime = runtimes.start();
    Promise<String> promise = runtime.promise(LONG);
    AgentLoop<Object> loop = mailbox -> seen.add(promise.await().join());
    runtime.spawn(loop);
    AgentRef<Object> blocking =
        runtime.spawn(
            AgentConfig.DEFAULT.withBlocking(),
            (AgentContext<Object> context, Object message) -> seen.add(promise.await().join()));
    blocking.signal("go");
    var report = report(runtime, LONG, () -> promise.reply().send("answer"));
    assertTrue(report.drained(), report::toString);
    assertEquals(List.of("answer", "answer"), seen);
  }

  /** By the runtime's clock: the answer needs an hour. */
  @Test
  void timePassesWhileAnAnswerIsAwaited() {
    AgentRuntime runtime = runtimes.start(new Steps(3));
    AgentRef<Reply<String>> slow =
        runtime.spawn((context, reply) ->
            context.onAnswer(
                runtime.<String>promise(HOUR).await(), reply::send, late -> reply.send("late")));
    runtime
        .<String>spawn((context, word) ->
            context.onAnswer(slow.<String>ask(r -> r, HOUR.multipliedBy(2)), seen::add))
        .signal("go");
    assertTrue(runtime.shutdown(HOUR.multipliedBy(4)).drained());
    assertEquals(List.of("late"), seen);
  }

  // What cannot be finished is reported.

  @Test
  void waitsThatAreCutShortAreToldAndCounted() {
    for (Kind kind : Kind.values()) {
      seen.clear();
      AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
      waiter(runtime, "waiter", runtime.<String>promise(LONG).await()).signal(kind);
      Runtimes.awaitQuiet(runtime);
      var report = runtime.shutdown(SHORT);
      assertFalse(report.drained(), report::toString);
      assertEquals(1, report.openWaits(), report::toString);
      assertEquals(List.of("/waiter: a promised answer"), report.waiting());
      Until.isTrue("it has ended", () -> runtime.roots().isEmpty());
      assertEquals(List.of(CLOSED), seen, kind::toString);
    }
  }

  /** What is in its mailbox is handled, though it was to wait for an answer first. */
  @Test
  void anAgentWhoseWaitIsCutShortHandlesTheRest() {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    AgentRef<Reply<String>> agent =
        runtime.spawn((context, reply) ->
            context.await(
                runtime.<String>promise(LONG).await(), reply::send, failure -> reply.send("cut")));
    Await<String> one = agent.ask(r -> r, LONG);
    Await<String> two = agent.ask(r -> r, LONG);
    Runtimes.awaitQuiet(runtime);
    var report = runtime.shutdown(SHORT);
    assertFalse(report.drained());
    assertEquals("cut", one.join());
    Until.isTrue("the second is over, too", two::isDone);
  }

  @Test
  void whoAskedHearsOfAWaitThatWasCutShort() {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    AgentRef<Reply<String>> agent =
        runtime.spawn((context, reply) ->
            context.onAnswer(
                runtime.<String>promise(LONG).await(),
                reply::send,
                failure -> reply.fail(new IllegalStateException("cut", failure))));
    Await<String> answer = agent.ask(r -> r, LONG);
    Runtimes.awaitQuiet(runtime);
    runtime.shutdown(SHORT);
    var failure = assertThrows(AwaitException.class, answer::join);
    assertEquals("cut", failure.getCause() == null ? null : failure.getCause().getMessage());
  }

  @Test
  void aFailureFunctionThatThrowsIsReported() {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    runtime
        .<Object>spawn((context, message) ->
            context.onAnswer(
                runtime.<String>promise(LONG).await(),
                seen::add,
                failure -> {
                  throw new IllegalStateException("on purpose");
                }))
        .signal("go");
    Runtimes.awaitQuiet(runtime);
    assertEquals(1, runtime.shutdown(SHORT).openWaits());
    assertEquals(1, runtime.metrics().failures());
    assertEquals(List.of(), runtime.roots());
  }

  @Test
  void aFailureFunctionCannotWaitAgain() {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    runtime
        .<Object>spawn(
            "agent",
            (context, message) ->
                context.onAnswer(
                    runtime.<String>promise(LONG).await(),
                    seen::add,
                    failure -> context.onAnswer(runtime.<String>promise(LONG).await(), seen::add)))
        .signal("go");
    Runtimes.awaitQuiet(runtime);
    runtime.shutdown(SHORT);
    assertEquals(1, runtime.metrics().failures());
  }

  @Test
  void aWaitBegunInOnStopIsRefused() {
    AgentRuntime runtime = runtimes.start();
    runtime.spawn(
        "agent",
        () ->
            new Behavior<Object>() {
              @Override
              public void receive(AgentContext<Object> context, Object message) {}

              @Override
              public void onStop(AgentContext<Object> context) {
                Await<String> await = runtime.<String>promise(LONG).await();
                note(
                    assertThrows(
                        IllegalStateException.class, () -> context.onAnswer(await, seen::add)));
                assertTrue(await.isDone());
              }
            });
    assertTrue(runtime.shutdown(LONG).drained());
    assertEquals(List.of("/agent is ending and waits for no more answers"), seen);
  }

  @Test
  void abortRunsNoFailureFunctions() {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    waiter(runtime, "waiter", runtime.<String>promise(LONG).await()).signal(Kind.ON_ANSWER);
    Runtimes.awaitQuiet(runtime);
    assertEquals(1, runtime.abort().openWaits());
    assertEquals(List.of(), seen);
  }

  @Test
  void aLoopAgentsWaitThatIsCutShortIsNamed() throws Exception {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    Promise<String> promise = runtime.promise(LONG);
    AgentLoop<Object> loop = mailbox -> promise.await().join();
    AgentRef<Object> agent = runtime.spawn("loop", loop);
    Until.isTrue("it waits", () -> promise.await().toString().contains("pending"));
    var report = report(runtime, Duration.ofSeconds(1), () -> {});
    assertFalse(report.drained());
    Until.isTrue("it has ended", () -> !agent.isAlive());
  }

  // Events are not waited for.

  @Test
  void nobodyWaitsForMereEvents() {
    for (Kind kind : Kind.values()) {
      AgentRuntime runtime = runtimes.start();
      Channel<String> channel = runtime.channel(1);
      AgentRef<Object> other = runtime.spawn("other", (context, message) -> {});
      List<Await<?>> events =
          List.of(
              channel.receiving(LONG),
              Select.create().on(channel, seen::add).taking(LONG),
              other.termination(LONG),
              other.termination(LONG).map(Terminated::agent),
              runtime.promise(LONG).asEvent().await(),
              Await.any(List.of(runtime.promise(LONG).asEvent().await())));
      for (Await<?> event : events) {
        runtime
            .<Kind>spawn((context, k) -> k.begin(context, event, value -> {}, failure -> {}))
            .signal(kind);
      }
      Runtimes.awaitQuiet(runtime);
      var report = runtime.shutdown(Duration.ofHours(1)); // the test would not end
      assertTrue(report.drained(), report::toString);
    }
  }

  /** An event that is needed for an answer is waited for. */
  @Test
  void anEventThatAQuestionNeedsIsAwaited() throws Exception {
    AgentRuntime runtime = runtimes.start();
    Channel<String> channel = runtime.channel(1);
    AgentRef<Reply<String>> agent =
        runtime.spawn((context, reply) ->
            context.onAnswer(channel.receiving(LONG), reply::send, reply::fail));
    Await<String> answer = agent.ask(r -> r, LONG);
    Runtimes.awaitQuiet(runtime);
    var report = report(runtime, LONG, () -> channel.trySend("element"));
    assertTrue(report.drained(), report::toString);
    assertEquals("element", answer.join());
  }
}
