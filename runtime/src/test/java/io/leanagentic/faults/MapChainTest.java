package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitCancelledException;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Promise;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Awaits made of awaits made of awaits. */
final class MapChainTest {
  private static final int LINKS = 6_000;
  private static final int DEEP = 20_000;
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(20);
  @RegisterExtension final Runtimes runtimes = new Runtimes();

  /** Every way to make an await of another. */
  private static List<UnaryOperator<Await<Integer>>> links(AgentRuntime runtime) {
    return List.of(
        await -> await.map(i -> i),
        await -> Await.all(List.of(await)).map(List::getFirst),
        await -> Await.all(List.of(await, await)).map(List::getLast),
        await -> Await.any(List.of(await)),
        await -> Await.any(List.of(await, await)),
        await -> {
          Promise<Integer> next = runtime.promise(LONG);
          await.whenDone((value, failure) -> pass(next, value, failure));
          return next.await();
        },
        await -> {
          Promise<Integer> next = runtime.promise(LONG);
          var _ = await.stage().whenComplete((value, failure) -> pass(next, value, failure));
          return next.await();
        });
  }

  private static void pass(
      Promise<Integer> next,
      @org.jspecify.annotations.Nullable Integer value,
      @org.jspecify.annotations.Nullable Throwable failure) {
    if (value != null) {
      next.reply().send(value);
    } else if (failure instanceof CompletionException wrapping && wrapping.getCause() != null) {
      next.reply().fail(wrapping.getCause());
    } else if (failure != null) {
      next.reply().fail(failure);
    }
  }

  private static Await<Integer> chain(Await<Integer> first, UnaryOperator<Await<Integer>> link) {
    return chain(first, link, LINKS);
  }

  private static Await<Integer> chain(
      Await<Integer> first, UnaryOperator<Await<Integer>> link, int links) {
    Await<Integer> chain = first;
    for (int i = 0; i < links; i++) {
      chain = link.apply(chain);
    }
    return chain;
  }

  @Test
  void chainsOfEveryKindEndHoweverLongTheyAre() {
    AgentRuntime runtime = runtimes.start();
    for (var link : links(runtime)) {
      Promise<Integer> promise = runtime.promise(LONG);
      Await<Integer> chain = chain(promise.await(), link);
      promise.reply().send(7);
      assertEquals(7, chain.join());
      assertEquals(7, chain(promise.await(), link).join(), "of one that is done already");
    }
    assertEquals(0, runtime.metrics().callbackFailures());
  }

  @Test
  void soTheyDoIfNoAnswerComes() {
    AgentRuntime runtime = runtimes.start();
    for (var link : links(runtime)) {
      Await<Integer> chain = chain(runtime.<Integer>promise(SHORT).await(), link);
      assertThrows(AwaitTimeoutException.class, chain::join);
    }
    assertEquals(0, runtime.metrics().callbackFailures());
  }

  @Test
  void soTheyDoIfTheyAreCancelled() {
    AgentRuntime runtime = runtimes.start();
    for (var link : links(runtime).subList(0, 5)) { // those whose end reaches their begin
      Await<Integer> first = runtime.<Integer>promise(LONG).await();
      Await<Integer> chain = chain(first, link);
      assertTrue(chain.cancel());
      assertThrows(AwaitCancelledException.class, chain::join);
      assertThrows(AwaitCancelledException.class, first::join);
    }
  }

  @Test
  void anAgentMayWaitForOne() throws Exception {
    AgentRuntime runtime = runtimes.start();
    for (var link : links(runtime)) {
      Promise<Integer> promise = runtime.promise(LONG);
      Await<Integer> chain = chain(promise.await(), link);
      var answers = new CountDownLatch(2);
      AgentRef<String> agent =
          runtime.spawn((context, message) -> {
            context.onAnswer(chain, answer -> answers.countDown());
            context.await(chain, answer -> answers.countDown()); // looks for cycles
          });
      agent.signal("wait");
      promise.reply().send(1);
      Until.open("both continuations ran", answers);
    }
  }

  @Test
  void anAgentThatWaitsForOneMayEnd() {
    AgentRuntime runtime = runtimes.start();
    for (var link : links(runtime).subList(0, 5)) {
      Await<Integer> first = runtime.<Integer>promise(LONG).await();
      Await<Integer> chain = chain(first, link, DEEP);
      AgentRef<String> agent =
          runtime.spawn((context, message) -> context.onAnswer(chain, answer -> {}));
      agent.signal("wait");
      agent.stop();
      Until.isTrue("nobody waits for the first any more", first::isDone);
      assertThrows(AwaitCancelledException.class, first::join);
    }
    assertEquals(0, runtime.metrics().failures());
    assertEquals(0, runtime.metrics().defects());
  }

  @Test
  void aTextOfOneIsShort() {
    AgentRuntime runtime = runtimes.start();
    Await<List<Integer>> nested = Await.all(List.of(runtime.<Integer>promise(LONG).await()));
    for (int i = 0; i < 1_000; i++) {
      Await<List<Integer>> inner = nested;
      nested = Await.any(List.of(inner, inner, inner, inner));
    }
    assertTrue(nested.toString().length() < 10_000, () -> "too long");
    assertTrue(nested.cancel());
  }

  @Test
  void aCallbackMayJoinWhatItHasMapped() throws Exception {
    AgentRuntime runtime = runtimes.start();
    Promise<Integer> promise = runtime.promise(LONG);
    promise.reply().send(0);
    var deepest = new AtomicInteger();
    nest(promise.await(), 100, deepest);
    assertEquals(100, deepest.get());
  }

  private static void nest(Await<Integer> done, int left, AtomicInteger deepest) {
    done.whenDone((value, failure) -> {
      assertEquals(1, done.map(i -> i + 1).join());
      deepest.incrementAndGet();
      if (left > 1) {
        nest(done, left - 1, deepest);
      }
    });
  }
}
