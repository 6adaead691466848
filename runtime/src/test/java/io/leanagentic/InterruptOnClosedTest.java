package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An agent with a thread of its own that works for nobody any more. */
final class InterruptOnClosedTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final AgentConfig BLOCKING = AgentConfig.DEFAULT.withBlocking();

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final AgentRuntime runtime = runtimes.start(Runtimes.config());
  private final Seen seen = new Seen();
  private final CountDownLatch begun = new CountDownLatch(1);

  private record Question(String text, Reply<String> reply) {}

  private static Await<String> ask(AgentRef<Question> agent, String text) {
    return agent.ask(reply -> new Question(text, reply), LONG);
  }

  /** Sleeps if it is asked to, and says whether it was interrupted. */
  private static void work(Question question, Seen seen, CountDownLatch begun) {
    if (!question.text.equals("sleep")) {
      question.reply.send(Thread.interrupted() ? "interrupted" : "undisturbed");
      return;
    }
    question.reply.interruptOnClosed();
    begun.countDown();
    try {
      Thread.sleep(LONG);
    } catch (InterruptedException e) {
      seen.add("interrupted");
    }
  }

  private AgentRef<Question> blocking() {
    return runtime.spawn(BLOCKING, (context, question) -> work(question, seen, begun));
  }

  private AgentRef<Question> loop() {
    return runtime.<Question>spawn(mailbox -> {
      while (true) {
        work(mailbox.receive(), seen, begun);
      }
    });
  }

  private void endsItsSleep(AgentRef<Question> agent) throws Exception {
    Await<String> sleep = ask(agent, "sleep");
    Until.open("it sleeps", begun);
    assertTrue(sleep.cancel());
    assertEquals("undisturbed", ask(agent, "look").join());
    assertEquals(List.of("interrupted"), seen);
    assertEquals(0, runtime.metrics().failures());
  }

  @Test
  void aBlockingAgentIsInterrupted() throws Exception {
    endsItsSleep(blocking());
  }

  @Test
  void soIsALoopAgent() throws Exception {
    endsItsSleep(loop());
  }

  @Test
  void soItIsIfItAsksAfterTheCancel() throws Exception {
    var cancelled = new CountDownLatch(1);
    AgentRef<Question> agent =
        runtime.spawn(
            BLOCKING,
            (context, question) -> {
              begun.countDown();
              Until.open("nobody waits", cancelled);
              question.reply.interruptOnClosed();
              seen.add(Thread.interrupted());
            });
    Await<String> asked = ask(agent, "wait");
    Until.open("it has begun", begun);
    asked.cancel();
    cancelled.countDown();
    Until.isTrue("it has looked", () -> seen.size() == 1);
    assertEquals(List.<Object>of(true), seen);
  }

  @Test
  void anInterruptIsNotLeftBehind() throws Exception {
    AgentRef<Question> agent =
        runtime.spawn(
            BLOCKING,
            (context, question) -> {
              if (question.text.equals("cancel")) {
                question.reply.interruptOnClosed();
                begun.countDown();
                Until.isTrue("nobody waits", () -> !question.reply.isOpen());
                Until.isTrue("it is interrupted", Thread.currentThread()::isInterrupted);
              } else {
                work(question, seen, begun);
              }
            });
    Await<String> asked = ask(agent, "cancel");
    Until.open("it has begun", begun);
    asked.cancel();
    assertEquals("undisturbed", ask(agent, "look").join());
  }

  @Test
  void whoHasAnsweredIsNotInterrupted() throws Exception {
    var answered = new CountDownLatch(1);
    AgentRef<Question> agent =
        runtime.spawn(
            BLOCKING,
            (context, question) -> {
              question.reply.interruptOnClosed();
              question.reply.send("done");
              Until.open("the asker has looked", answered);
              seen.add(Thread.interrupted());
            });
    Await<String> asked = ask(agent, "answer");
    assertEquals("done", asked.join());
    asked.cancel();
    answered.countDown();
    Until.isTrue("it has looked", () -> seen.size() == 1);
    assertEquals(List.<Object>of(false), seen);
  }

  @Test
  void onlyAThreadThatHandlesTheQuestionMayAsk() {
    AgentRef<Question> handler =
        runtime.spawn((context, question) -> question.reply.interruptOnClosed());
    var refused = assertThrows(AwaitException.class, () -> ask(handler, "work").join());
    assertEquals(
        "only a loop agent, or one with AgentConfig.withBlocking(), may be interrupted",
        Objects.requireNonNull(refused.getCause()).getMessage());
    Promise<String> promise = runtime.promise(LONG);
    assertThrows(IllegalStateException.class, () -> promise.reply().interruptOnClosed());
    AgentRef<Question> other =
        runtime.spawn(BLOCKING, (context, question) -> promise.reply().interruptOnClosed());
    var elsewhere = assertThrows(AwaitException.class, () -> ask(other, "work").join());
    assertEquals(
        "the calling agent is not handling the question of this reply",
        Objects.requireNonNull(elsewhere.getCause()).getMessage());
  }
}
