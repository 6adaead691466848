package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.RuntimeEvent.LateReply;
import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Iso;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Questions and answers. */
class AskTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(13);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Events events = Events.of(runtime);
  private final Seen seen = new Seen();

  private record Question(int number, Reply<String> reply) {}

  private interface Job {
    void run(AgentContext<Job> context) throws Exception;
  }

  private final AgentRef<Question> answering =
      runtime.spawn(
          "answering", (context, question) -> question.reply().send("answer " + question.number()));
  private final AgentRef<Question> silent = runtime.spawn("silent", (context, question) -> {});
  private final AgentRef<Job> agent = runtime.spawn("agent", (context, job) -> job.run(context));

  private static Throwable cause(Throwable failure) {
    return Objects.requireNonNull(failure.getCause(), "a cause");
  }

  private static Await<String> ask(AgentRef<Question> whom, int number) {
    return whom.ask(reply -> new Question(number, reply), SECOND);
  }

  private void now(@Iso Job job) {
    agent.signal(job);
    steps.settle();
  }

  // From a thread.

  @Test
  void aThreadJoinsTheAnswer() {
    Await<String> answer = ask(answering, 1);
    assertFalse(answer.isDone());
    assertEquals("answer 1", answer.join());
    assertTrue(answer.isDone());
  }

  @Test
  void aThreadWaitsForWorkers() {
    AgentRuntime threaded = runtimes.start();
    AgentRef<Question> other =
        threaded.spawn((context, question) -> question.reply().send("n" + question.number()));
    for (int i = 0; i < 500; i++) {
      assertEquals("n" + i, ask(other, i).join());
    }
  }

  @Test
  void noAnswerIsATimeoutThatSaysWhatWasAsked() {
    Await<String> answer = ask(silent, 1);
    steps.advance(SECOND.minusNanos(1));
    assertFalse(answer.isDone());
    steps.advance(Duration.ofNanos(1));
    assertTrue(answer.isDone());
    var timeout = assertThrows(AwaitTimeoutException.class, answer::join);
    assertEquals(
        "the answer of /silent to AskTest.Question did not come within 1 s", timeout.getMessage());
  }

  @Test
  void aLateAnswerIsCountedAndNotDelivered() {
    var kept = new AtomicReference<Reply<String>>();
    AgentRef<Question> keeping = runtime.spawn((context, question) -> kept.set(question.reply()));
    Await<String> answer = ask(keeping, 1);
    steps.settle();
    steps.advance(SECOND);
    assertEquals(Delivery.REJECTED, kept.get().send("late"));
    assertEquals(Delivery.REJECTED, kept.get().fail(new IOException("late too")));
    assertThrows(AwaitTimeoutException.class, answer::join);
    assertEquals(2, runtime.metrics().lateReplies());
    assertEquals(new LateReply("late"), events.of(LateReply.class).getFirst());
  }

  @Test
  void aSecondAnswerIsCountedAndNotDelivered() {
    AgentRef<Question> twice =
        runtime.spawn((context, question) -> {
          seen.add(question.reply().send("first"));
          seen.add(question.reply().send("second"));
          seen.add(question.reply().fail(new IOException("third")));
        });
    assertEquals("first", ask(twice, 1).join());
    assertEquals(List.of(Delivery.ACCEPTED, Delivery.REJECTED, Delivery.REJECTED), seen);
    assertEquals(2, runtime.metrics().lateReplies());
  }

  @Test
  void aFailedAnswerIsTheCause() {
    var cause = Cap.freeze(new IOException("on purpose"));
    AgentRef<Question> failing = runtime.spawn((context, question) -> question.reply().fail(cause));
    var failure = assertThrows(AwaitException.class, ask(failing, 1)::join);
    assertTrue(cause == failure.getCause());
  }

  @Test
  void cancelEndsTheWait() {
    Await<String> answer = ask(answering, 1);
    assertTrue(answer.cancel());
    assertFalse(answer.cancel());
    var cancelled = assertThrows(AwaitCancelledException.class, answer::join);
    assertEquals(
        "the wait for the answer of /answering to AskTest.Question was cancelled",
        cancelled.getMessage());
    steps.settle();
    assertEquals(1, runtime.metrics().skipped());
  }

  @Test
  void anAgentThatHasEndedFailsTheQuestionAtOnce() {
    answering.stop();
    for (int i = 0; i < 2; i++) {
      Await<String> answer = ask(answering, 1); // once while it is ending, once after
      assertTrue(answer.isDone());
      var failure = assertThrows(AwaitException.class, answer::join);
      assertInstanceOf(AgentStoppedException.class, failure.getCause());
      assertEquals(
          "/answering has ended or is ending and did not handle the question",
          cause(failure).getMessage());
      steps.settle();
    }
  }

  @Test
  void anAbortedAgentFailsTheQuestionsInItsMailbox() {
    Await<String> answer = ask(answering, 1);
    answering.abort();
    steps.settle();
    var failure = assertThrows(AwaitException.class, answer::join);
    assertInstanceOf(AgentStoppedException.class, failure.getCause());
  }

  @Test
  void aFullMailboxFailsTheQuestionOfAThread() {
    AgentRef<Question> small =
        runtime.spawn("small", AgentConfig.DEFAULT.withCapacity(1), (c, question) -> {});
    small.signal(new Question(0, runtime.<String>promise(SECOND).reply()));
    var failure = assertThrows(AwaitException.class, ask(small, 1)::join);
    assertEquals("the mailbox of /small is full", cause(failure).getMessage());
    assertEquals(1, runtime.metrics().rejected());
  }

  @Test
  void aDroppedQuestionFails() {
    for (OverflowPolicy policy : List.of(OverflowPolicy.DROP_NEWEST, OverflowPolicy.DROP_OLDEST)) {
      AgentConfig config =
          AgentConfig.DEFAULT.withMailbox(MailboxConfig.ofCapacity(1).withOverflow(policy));
      AgentRef<Question> dropping =
          runtime.spawn(
              policy.name(),
              config,
              (context, question) -> question.reply().send("answer " + question.number()));
      Await<String> first = ask(dropping, 1);
      Await<String> second = ask(dropping, 2);
      boolean oldest = policy == OverflowPolicy.DROP_OLDEST;
      var failure = assertThrows(AwaitException.class, (oldest ? first : second)::join);
      assertEquals(
          "the question to /"
              + policy
              + " became a dead letter: "
              + (oldest ? "DROPPED_OLDEST" : "DROPPED_NEWEST"),
          failure.getMessage());
      assertEquals(oldest ? "answer 2" : "answer 1", (oldest ? second : first).join());
    }
  }

  @Test
  void aFailureToMakeTheMessageIsTheAskers() {
    assertThrows(
        IllegalStateException.class,
        () ->
            answering.<String>ask(
                reply -> {
                  throw new IllegalStateException("on purpose");
                },
                SECOND));
  }

  @Test
  void aReplyMayBePassedOn() {
    AgentRef<Question> front = runtime.spawn((context, question) -> answering.signal(question));
    assertEquals("answer 4", ask(front, 4).join());
  }

  @Test
  void promiseGivesBothEnds() {
    Promise<String> promise = runtime.promise(SECOND);
    assertEquals(Delivery.ACCEPTED, promise.reply().send("answer"));
    assertEquals("answer", promise.await().join());
    Promise<String> unkept = runtime.promise(SECOND);
    steps.advance(SECOND);
    var timeout = assertThrows(AwaitTimeoutException.class, unkept.await()::join);
    assertEquals("a promised answer did not come within 1 s", timeout.getMessage());
  }

  // Composition.

  @Test
  void mapChangesTheAnswer() {
    assertEquals(8, ask(answering, 1).map(String::length).join());
    Await<Object> failing =
        ask(answering, 1)
            .map(answer -> {
              throw new IllegalStateException("on purpose");
            });
    var failure = assertThrows(AwaitException.class, failing::join);
    assertEquals("on purpose", cause(failure).getMessage());
  }

  @Test
  void allWaitsForAll() {
    Await<List<String>> all =
        Await.all(List.of(ask(answering, 1), ask(answering, 2), ask(answering, 3)));
    assertEquals(List.of("answer 1", "answer 2", "answer 3"), all.join());
    assertEquals(List.of(), Await.all(List.<Await<String>>of()).join());
  }

  @Test
  void allFailsWithTheFirstFailure() {
    Await<List<String>> all = Await.all(List.of(ask(answering, 1), ask(silent, 2)));
    steps.settle();
    assertFalse(all.isDone());
    steps.advance(SECOND);
    assertThrows(AwaitTimeoutException.class, all::join);
  }

  @Test
  void anyTakesTheFirstAndCancelsTheOthers() {
    Await<String> other = ask(silent, 1);
    Await<String> any = Await.any(List.of(other, ask(answering, 2)));
    assertEquals("answer 2", any.join());
    assertThrows(AwaitCancelledException.class, other::join);
  }

  @Test
  void aStageFollows() throws Exception {
    var stage = ask(answering, 1).stage().thenApply(String::length).toCompletableFuture();
    steps.settle();
    assertEquals(8, stage.get(1, TimeUnit.SECONDS));
  }

  // From agents.

  @Test
  void onAnswerGoesOnWithOtherMessagesMeanwhile() {
    Promise<String> promise = runtime.promise(LONG);
    now(context -> context.onAnswer(promise.await(), seen::add));
    now(context -> seen.add("meanwhile"));
    promise.reply().send("answer");
    steps.settle();
    assertEquals(List.of("meanwhile", "answer"), seen);
  }

  @Test
  void awaitHandlesNothingElseUntilTheAnswerIsHere() {
    Promise<String> promise = runtime.promise(LONG);
    agent.signal(context -> {
      context.await(promise.await(), seen::add);
      seen.add("the message at work goes on");
    });
    agent.signal(context -> seen.add("afterwards"));
    steps.settle();
    assertEquals(List.of("the message at work goes on"), seen);
    promise.reply().send("answer");
    steps.settle();
    assertEquals(List.of("the message at work goes on", "answer", "afterwards"), seen);
  }

  @Test
  void whatIsDoneAlreadyIsDeliveredToo() {
    Promise<String> promise = runtime.promise(LONG);
    promise.reply().send("answer");
    now(context -> context.onAnswer(promise.await(), seen::add));
    now(context -> context.await(promise.await(), seen::add));
    assertEquals(List.of("answer", "answer"), seen);
  }

  @Test
  void answersComeInTheAgentsOwnTurn() {
    now(context -> {
      Await<String> answer = ask(answering, 1);
      context.onAnswer(
          answer,
          text -> {
            context.children(); // throws outside of its turn
            seen.add(text);
          });
    });
    now(context -> {
      Await<String> answer = ask(answering, 2);
      context.await(
          answer,
          text -> {
            context.children();
            seen.add(text);
          });
    });
    assertEquals(List.of("answer 1", "answer 2"), seen);
  }

  @Test
  void anAnswerMayLeadToTheNextAwait() {
    now(context ->
        context.await(
            ask(answering, 1),
            first -> {
              seen.add(first);
              context.await(ask(answering, 2), seen::add);
            }));
    assertEquals(List.of("answer 1", "answer 2"), seen);
  }

  @Test
  void aTimeoutReachesTheFailureFunction() {
    now(context -> context.onAnswer(ask(silent, 1), seen::add, f -> seen.add(f.getClass())));
    now(context -> context.await(ask(silent, 1), seen::add, f -> seen.add(f.getClass())));
    steps.advance(SECOND);
    assertEquals(List.of(AwaitTimeoutException.class, AwaitTimeoutException.class), seen);
    assertEquals(0, runtime.metrics().failures());
  }

  @Test
  void withoutAFailureFunctionNoAnswerIsAFailure() {
    AgentRef<Job> resuming =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(Supervision.resume()),
            (AgentContext<Job> context, Job job) -> job.run(context));
    resuming.signal(context -> context.onAnswer(ask(silent, 1), seen::add));
    resuming.signal(context -> context.await(ask(silent, 1), seen::add));
    resuming.signal(context -> seen.add("goes on"));
    steps.settle();
    assertEquals(List.of(), seen);
    steps.advance(SECOND);
    assertEquals(List.of("goes on"), seen);
    assertEquals(2, runtime.metrics().failures());
    for (var failed : events.of(RuntimeEvent.Failed.class)) {
      assertInstanceOf(AwaitTimeoutException.class, failed.cause());
    }
  }

  @Test
  void oneAwaitAtATime() {
    Promise<String> promise = runtime.promise(LONG);
    now(context -> {
      context.await(promise.await(), seen::add);
      var second =
          assertThrows(
              IllegalStateException.class, () -> context.await(promise.await(), seen::add));
      seen.add(second.getMessage());
    });
    promise.reply().send("answer");
    steps.settle();
    assertEquals(
        List.of(
            "/agent awaits an answer already; await both (Await.all), begin the second when the first"
                + " is there, or use onAnswer",
            "answer"),
        seen);
  }

  @Test
  void stopWaitsForTheAwaitedAnswer() {
    Promise<String> promise = runtime.promise(LONG);
    now(context -> context.await(promise.await(), seen::add));
    agent.stop();
    steps.settle();
    assertTrue(agent.isAlive());
    promise.reply().send("answer");
    steps.settle();
    assertEquals(List.of("answer"), seen);
    assertFalse(agent.isAlive());
  }

  @Test
  void abortDoesNotWaitForTheAwaitedAnswer() {
    Promise<String> promise = runtime.promise(LONG);
    now(context -> context.await(promise.await(), seen::add));
    agent.abort();
    steps.settle();
    assertFalse(agent.isAlive());
    assertTrue(promise.await().isDone());
    assertEquals(Delivery.REJECTED, promise.reply().send("late"));
  }

  @Test
  void anAnswerForAnEndedAgentIsCounted() {
    Promise<String> promise = runtime.promise(LONG);
    now(context -> context.onAnswer(promise.await(), seen::add));
    agent.stop();
    steps.settle();
    promise.reply().send("unwanted");
    steps.settle();
    assertEquals(List.of(), seen);
    assertEquals(1, runtime.metrics().lateReplies());
  }

  @Test
  void joinIsRefusedInAHandlersTurn() {
    now(context -> {
      Await<String> answer = ask(answering, 1);
      var refused = assertThrows(IllegalStateException.class, answer::join);
      seen.add(refused.getMessage());
    });
    assertEquals(
        List.of("/agent must not wait in its turn (join an await); use context.await or onAnswer"),
        seen);
  }

  @Test
  void manyAskAtOnce() throws Exception {
    AgentRuntime threaded = runtimes.start();
    AgentRef<Question> other =
        threaded.spawn((context, question) -> question.reply().send("n" + question.number()));
    int each = 300;
    var done = new CountDownLatch(4);
    var failures = new Seen();
    for (int t = 0; t < 4; t++) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              for (int i = 0; i < each; i++) {
                assertEquals("n" + i, ask(other, i).join());
              }
            } catch (Throwable e) {
              failures.add(e.toString());
            }
            done.countDown();
          });
    }
    Until.open("all are answered", done);
    assertEquals(List.of(), failures);
  }
}
