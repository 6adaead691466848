package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Iso;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who gives up a question gives up all that was begun on its behalf. */
class CancelTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(7);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Seen seen = new Seen();

  /** What an agent is to do with a question. */
  private interface Work {
    void run(AgentContext<Question> context, Question question) throws Exception;
  }

  private record Question(String text, Reply<String> reply) {}

  private AgentRef<Question> agent(String name, @Iso Work work) {
    return runtime.spawn(name, work::run);
  }

  private static Await<String> ask(AgentRef<Question> agent, String text) {
    return agent.ask(reply -> new Question(text, reply), LONG);
  }

  /** An agent that never answers, and notes who gives up. */
  private AgentRef<Question> silent(String name) {
    return agent(
        name,
        (context, question) -> {
          seen.add(name + " has " + question.text);
          question.reply.onClosed(() -> seen.add(name + " hears of " + question.text));
        });
  }

  private long failures() {
    return runtime.metrics().failures();
  }

  @Test
  void whoWasAskedIsNotified() {
    Await<String> asked = ask(silent("a"), "one");
    steps.settle();
    assertTrue(asked.cancel());
    assertFalse(asked.cancel());
    steps.settle();
    assertEquals(List.of("a has one", "a hears of one"), seen);
  }

  @Test
  void itTravels() {
    var c = silent("c");
    var b = agent("b", (context, q) -> context.await(ask(c, q.text), q.reply::send));
    var a = agent("a", (context, q) -> context.onAnswer(ask(b, q.text), q.reply::send));
    Await<String> asked = ask(a, "one");
    steps.settle();
    asked.cancel();
    steps.settle();
    assertEquals(List.of("c has one", "c hears of one"), seen);
    assertEquals(0, failures(), "that nobody waits is no failure");
    a.signal(new Question("more", runtime.<String>promise(LONG).reply()));
    steps.settle();
    assertEquals(List.of("c has one", "c hears of one", "c has more"), seen, "b waits no longer");
  }

  @Test
  void aLongChainCostsNoStack() {
    AgentRef<Question> next = silent("last");
    for (int i = 0; i < 20_000; i++) {
      var to = next;
      next = runtime.spawn((context, q) -> context.onAnswer(ask(to, q.text), q.reply::send));
    }
    Await<String> asked = ask(next, "one");
    steps.settle();
    asked.cancel();
    steps.settle();
    assertEquals(List.of("last has one", "last hears of one"), seen);
  }

  @Test
  void aCancelledQuestionIsSkippedAndCounted() {
    var slow = silent("slow");
    Await<String> first = ask(slow, "one");
    Await<String> second = ask(slow, "two");
    second.cancel();
    steps.settle();
    assertEquals(List.of("slow has one"), seen);
    assertEquals(1, runtime.metrics().skipped());
    assertEquals(1, runtime.metrics().handled());
    assertEquals(1, slow.profile().handled());
    assertFalse(first.isDone());
  }

  @Test
  void aStashedOneIsSkippedToo() {
    var stashing =
        agent(
            "stashing",
            (context, q) -> {
              if (q.text.equals("go")) {
                context.unstash();
              } else {
                context.stash(q);
              }
            });
    Await<String> asked = ask(stashing, "one");
    steps.settle();
    asked.cancel();
    ask(stashing, "go");
    steps.settle();
    assertEquals(1, runtime.metrics().skipped());
  }

  /** Carries two replies. */
  private record Both(Reply<String> inner, Reply<String> outer) {}

  @Test
  void aQuestionThatCarriesAnOpenReplyIsNotSkipped() {
    Promise<String> outer = runtime.promise(LONG);
    AgentRef<Both> agent = runtime.spawn((context, both) -> both.outer.send("here"));
    Await<String> asked = agent.ask(reply -> new Both(reply, outer.reply()), LONG);
    asked.cancel();
    steps.settle();
    assertEquals("here", outer.await().join());
  }

  @Test
  void theLosersOfAnyAreNotified() {
    var quick = agent("quick", (context, q) -> q.reply.send("first"));
    var slow = silent("slow");
    var asking =
        agent(
            "asking",
            (context, q) ->
                context.onAnswer(
                    Await.any(List.of(ask(slow, "one"), ask(quick, "one"))), q.reply::send));
    Await<String> asked = ask(asking, "any");
    steps.settle();
    assertEquals("first", asked.join());
    assertTrue(
        List.of("slow has one", "slow hears of one").equals(seen)
            || (seen.isEmpty() && runtime.metrics().skipped() == 1),
        seen::toString);
  }

  @Test
  void theOthersOfAllAreNotified() {
    var broken = agent("broken", (context, q) -> q.reply.fail(new IllegalStateException("broken")));
    Await<List<String>> all = Await.all(List.of(ask(silent("slow"), "one"), ask(broken, "one")));
    steps.settle();
    assertThrows(AwaitException.class, all::join);
    assertTrue(seen.isEmpty() || seen.contains("slow hears of one"), seen::toString);
  }

  @Test
  void theEndOfTheAskerIsNoticed() {
    var b = silent("b");
    var a = agent("a", (context, q) -> context.onAnswer(ask(b, q.text), seen::add));
    a.signal(new Question("one", runtime.<String>promise(LONG).reply()));
    steps.settle();
    a.stop();
    steps.settle();
    assertEquals(List.of("b has one", "b hears of one"), seen);
  }

  @Test
  void soIsTheCancelOfAStage() {
    CompletableFuture<String> future = ask(silent("a"), "one").stage().toCompletableFuture();
    steps.settle();
    future.cancel(true);
    steps.settle();
    assertEquals(List.of("a has one", "a hears of one"), seen);
  }

  @Test
  void aStageThatTimesOutLetsGoToo() throws Exception {
    CompletableFuture<String> future = ask(silent("a"), "one").stage().toCompletableFuture();
    steps.settle();
    future.completeExceptionally(new java.util.concurrent.TimeoutException());
    steps.settle();
    assertEquals(List.of("a has one", "a hears of one"), seen);
    assertThrows(Exception.class, () -> future.get(1, TimeUnit.SECONDS));
  }

  @Test
  void anotherWaitForTheSameAwaitGoesOn() {
    var shared = runtime.<String>promise(LONG);
    var a = agent("a", (context, q) -> context.onAnswer(shared.await(), q.reply::send));
    Await<String> one = ask(a, "one");
    Await<String> two = ask(a, "two");
    steps.settle();
    one.cancel();
    steps.settle();
    shared.reply().send("here");
    steps.settle();
    assertEquals("here", two.join());
  }

  @Test
  void aWaitForNobodyElseEnds() {
    var shared = runtime.<String>promise(LONG);
    var a = agent("a", (context, q) -> context.await(shared.await(), q.reply::send, seen::add));
    Await<String> one = ask(a, "one");
    steps.settle();
    one.cancel();
    steps.settle();
    assertInstanceOf(AwaitCancelledException.class, seen.getFirst());
    assertTrue(shared.await().isDone());
  }

  @Test
  void whatIsAnsweredLetsGoOfWhatNobodyWaitsFor() {
    var b = silent("waited");
    var c = silent("unwanted");
    var a =
        agent(
            "a",
            (context, q) -> {
              Await<String> waited = ask(b, q.text);
              ask(c, q.text);
              q.reply.send("done");
              context.onAnswer(waited, seen::add);
            });
    Await<String> asked = ask(a, "one");
    steps.settle();
    assertEquals("done", asked.join());
    steps.settle();
    assertFalse(seen.contains("waited hears of one"), seen::toString);
    assertTrue(
        seen.contains("unwanted hears of one") || runtime.metrics().skipped() == 1, seen::toString);
    assertEquals(0, failures());
  }

  @Test
  void whatIsAnsweredFromElsewhereDoesSoAtOnce() {
    var kept = new CopyOnWriteArrayList<Reply<String>>();
    var b = silent("b");
    var a =
        agent(
            "a",
            (context, q) -> {
              kept.add(q.reply);
              ask(b, q.text);
            });
    ask(a, "one");
    steps.settle();
    kept.getFirst().send("from a thread");
    steps.settle();
    assertEquals(List.of("b has one", "b hears of one"), seen);
  }

  @Test
  void whatIsDetachedGoesOn() {
    var b = silent("b");
    var a =
        agent(
            "a",
            (context, q) -> {
              context.detached(() -> context.onAnswer(ask(b, "waited"), seen::add));
              Await<String> unwaited = context.detached(() -> ask(b, "asked"));
              assertFalse(unwaited.isDone());
            });
    Await<String> asked = ask(a, "one");
    steps.settle();
    asked.cancel();
    steps.settle();
    assertEquals(List.of("b has waited", "b has asked"), seen);
  }

  @Test
  void whatIsBegunAfterTheAnswerIsOnNobodysBehalf() {
    var b = silent("b");
    var a =
        agent(
            "a",
            (context, q) -> {
              q.reply.send("done");
              ask(b, "later");
            });
    ask(a, "one");
    steps.settle();
    assertEquals(List.of("b has later"), seen);
  }

  @Test
  void whatAContinuationBeginsForAGivenUpQuestionEndsAtOnce() {
    var b = silent("b");
    var a =
        agent(
            "a",
            (context, q) ->
                context.onAnswer(
                    ask(b, "one"),
                    q.reply::send,
                    failure -> context.onAnswer(ask(b, "retry"), q.reply::send, seen::add)));
    Await<String> asked = ask(a, "one");
    steps.settle();
    asked.cancel();
    steps.settle();
    assertEquals(3, seen.size(), seen::toString);
    assertInstanceOf(AwaitCancelledException.class, seen.getLast());
    assertEquals(1, runtime.metrics().skipped());
  }

  @Test
  void whatIsBegunAfterTheAskerGaveUpEndsAtOnce() {
    var waits = new CopyOnWriteArrayList<Await<String>>();
    var go = runtime.<String>promise(LONG);
    var b = silent("b");
    var a =
        agent(
            "a",
            (context, q) -> {
              waits.getFirst().cancel();
              context.onAnswer(ask(b, "late"), seen::add);
              context.onAnswer(go.await(), seen::add, seen::add);
            });
    waits.add(ask(a, "one"));
    steps.settle();
    assertEquals(1, seen.size());
    assertInstanceOf(AwaitCancelledException.class, seen.getFirst());
    assertEquals(1, runtime.metrics().skipped());
    assertEquals(0, failures());
  }

  @Test
  void actionsRunOnceAndOnlyIfNobodyWaits() {
    var replies = new CopyOnWriteArrayList<Reply<String>>();
    var a =
        agent(
            "a",
            (context, q) -> {
              q.reply.onClosed(() -> seen.add("first"));
              q.reply.onClosed(() -> seen.add("second"));
              replies.add(q.reply);
            });
    Await<String> one = ask(a, "one");
    Await<String> two = ask(a, "two");
    steps.settle();
    replies.get(0).send("here");
    steps.settle();
    assertEquals(List.of(), seen);
    one.cancel();
    two.cancel();
    steps.settle();
    assertEquals(List.of("first", "second"), seen.stream().sorted().toList());
    replies.get(0).onClosed(() -> seen.add("never: it was answered"));
    replies.get(1).onClosed(() -> seen.add("at once"));
    assertEquals("at once", seen.getLast());
  }

  @Test
  void anActionRunsWhileItsAgentAwaits() {
    var never = runtime.<String>promise(LONG);
    var a =
        agent(
            "a",
            (context, q) -> {
              q.reply.onClosed(() -> {
                assertEquals("a", context.self().name());
                seen.add(context.deadline());
              });
              context.detached(() -> context.await(never.await(), seen::add));
            });
    Await<String> asked = ask(a, "one");
    steps.settle();
    asked.cancel();
    steps.settle();
    assertEquals(List.of(java.util.Optional.empty()), seen);
  }

  @Test
  void anActionThatThrowsIsAFailureOfItsAgent() {
    var a =
        agent(
            "a",
            (context, q) ->
                q.reply.onClosed(() -> {
                  throw new IllegalStateException("on purpose");
                }));
    Await<String> asked = ask(a, "one");
    steps.settle();
    asked.cancel();
    steps.advance(Duration.ofSeconds(10));
    assertEquals(1, failures());
    assertEquals(1, runtime.metrics().restarts());
  }

  @Test
  void anActionOfAnEarlierLifeDoesNotRun() {
    var a =
        agent(
            "a",
            (context, q) -> {
              if (q.text.equals("fail")) {
                throw new IllegalStateException("on purpose");
              }
              q.reply.onClosed(() -> seen.add("ran"));
            });
    Await<String> one = ask(a, "one");
    ask(a, "fail");
    steps.settle();
    one.cancel();
    steps.settle();
    a.stop();
    steps.settle();
    assertEquals(List.of(), seen);
  }

  @Test
  void aWaitBegunInOnStopIsRefused() {
    var never = runtime.<String>promise(LONG);
    AgentRef<Question> agent =
        runtime.spawn(() ->
            new Behavior<Question>() {
              @Override
              public void receive(AgentContext<Question> context, Question question) {}

              @Override
              public void onStop(AgentContext<Question> context) {
                assertThrows(
                    IllegalStateException.class, () -> context.onAnswer(never.await(), seen::add));
                seen.add("stopped");
              }
            });
    agent.stop();
    steps.settle();
    assertEquals(List.of("stopped"), seen);
    assertTrue(never.await().isDone());
  }
}
