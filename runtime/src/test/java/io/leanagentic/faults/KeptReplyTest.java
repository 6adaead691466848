package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Behavior;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import io.leanagentic.Supervision;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever has kept a question and ends, fails it. */
@Val
final class KeptReplyTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final AgentConfig STOPS = AgentConfig.DEFAULT.withSupervision(Supervision.stop());

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final AgentRuntime runtime = runtimes.start();
  private final Seen seen = new Seen();

  private record Question(String how, Reply<String> reply) {}

  private Behavior<Question> waiting() {
    return waitingFor(runtime.promise(LONG));
  }

  private static Behavior<Question> waitingFor(Promise<String> promise) {
    Await<String> awaited = promise.await();
    return (context, question) -> {
      Reply<String> reply = question.reply();
      switch (question.how()) {
        case "onAnswer" -> context.onAnswer(awaited, reply::send);
        case "await" -> context.await(awaited, reply::send);
        case "forget" -> {}
        default -> throw new IllegalStateException("how? " + question.how());
      }
    };
  }

  private Await<String> taken(AgentRef<Question> agent, String how) {
    Await<String> answer = agent.ask(reply -> new Question(how, reply), LONG);
    Until.isTrue("it is taken", () -> agent.profile().handled() > 0);
    return answer;
  }

  private static Throwable failure(Await<String> answer) {
    var thrown = Assertions.assertThrows(AwaitException.class, answer::join);
    return thrown.getCause() == null ? thrown : thrown.getCause();
  }

  @Test
  void itsAskerHearsOfAStop() {
    for (var config : List.of(STOPS, STOPS.withBlocking())) {
      for (String how : List.of("onAnswer", "forget")) {
        AgentRef<Question> agent = runtime.spawn(config, waiting());
        Await<String> answer = taken(agent, how);
        agent.stop();
        assertInstanceOf(AgentStoppedException.class, failure(answer), how);
      }
    }
  }

  @Test
  void itsAskerHearsOfAnAbort() {
    for (var config : List.of(STOPS, STOPS.withBlocking())) {
      for (String how : List.of("onAnswer", "await", "forget")) {
        AgentRef<Question> agent = runtime.spawn(config, waiting());
        Await<String> answer = taken(agent, how);
        agent.abort();
        assertInstanceOf(AgentStoppedException.class, failure(answer), how);
      }
    }
  }

  @Test
  void itsAskerHearsOfAContinuationThatFails() {
    for (var supervision : List.of(Supervision.stop(), Supervision.restart())) {
      for (String how : List.of("onAnswer fails", "await fails")) {
        Promise<String> promise = runtime.promise(LONG);
        AgentRef<Question> agent =
            runtime.spawn(
                AgentConfig.DEFAULT.withSupervision(supervision),
                (context, question) -> {
                  if (question.how().equals("await fails")) {
                    context.await(promise.await(), KeptReplyTest::fail);
                  } else {
                    context.onAnswer(promise.await(), KeptReplyTest::fail);
                  }
                });
        Await<String> answer = taken(agent, how);
        promise.reply().send("here");
        assertEquals("on purpose", failure(answer).getMessage(), how);
      }
    }
  }

  private static void fail(String answer) {
    throw new IllegalStateException("on purpose");
  }

  /** The wait that a question was for ends at a restart, and so does the question. */
  @Test
  void itsAskerHearsOfARestartThatEndsTheWaitForIt() {
    AgentRef<Question> agent = runtime.spawn(AgentConfig.DEFAULT, waiting());
    Await<String> answer = taken(agent, "onAnswer");
    agent.<String>ask(reply -> new Question("fails", reply), LONG);
    assertEquals("how? fails", failure(answer).getMessage());
    assertTrue(agent.isAlive());
  }

  @Test
  void itsAskerHearsOfARestartThatForgetsIt() {
    AgentRef<Question> agent = runtime.spawn(AgentConfig.DEFAULT, waiting());
    Await<String> answer = taken(agent, "forget");
    agent.<String>ask(reply -> new Question("fails", reply), LONG);
    assertEquals("how? fails", failure(answer).getMessage());
  }

  /** Sends on what it keeps when it fails. */
  private static final class Careful implements Behavior<Question> {
    private final List<Question> open = new ArrayList<>();

    @Override
    public void receive(AgentContext<Question> context, Question question) {
      switch (question.how()) {
        case "keep" -> open.add(new Question("again", question.reply()));
        case "again" -> question.reply().send("answered after the restart");
        default -> throw new IllegalStateException("how? " + question.how());
      }
    }

    @Override
    public void onRestart(AgentContext<Question> context, Throwable cause) {
      open.forEach(context.self()::signal);
    }
  }

  @Test
  void whatOnRestartSendsOnIsKept() {
    AgentRef<Question> agent = runtime.spawn(Careful::new);
    Await<String> answer = taken(agent, "keep");
    agent.<String>ask(reply -> new Question("fails", reply), LONG);
    assertEquals("answered after the restart", answer.join());
  }

  @Test
  void itsAskerHearsOfTheRestartOfALoop() {
    AgentRef<Question> loop =
        runtime.spawn(mailbox -> {
          Question kept = mailbox.receive();
          throw new IllegalStateException(kept.how() + mailbox.receive().how());
        });
    Await<String> first = loop.ask(reply -> new Question("first", reply), LONG);
    Await<String> second = loop.ask(reply -> new Question("second", reply), LONG);
    assertEquals("firstsecond", failure(first).getMessage());
    assertEquals("firstsecond", failure(second).getMessage());
  }

  /** A child that takes its time to end does not make the asker wait. */
  @Test
  void itsAskerHearsOfAFailureBeforeTheChildrenHaveEnded() {
    Promise<Boolean> go = runtime.promise(LONG);
    AgentRef<Question> agent =
        runtime.spawn(
            STOPS,
            (context, question) -> {
              if (question.how().equals("fails")) {
                throw new IllegalStateException("on purpose");
              }
              AgentRef<String> child =
                  context.spawn(
                      AgentConfig.DEFAULT.withBlocking(), (own, message) -> go.await().join());
              child.signal("busy");
            });
    Await<String> answer = taken(agent, "forget");
    agent.<String>ask(reply -> new Question("fails", reply), LONG);
    assertEquals("on purpose", failure(answer).getMessage());
    go.reply().send(true);
  }

  @Test
  void itsAskerHearsOfTheEndOfALoop() {
    AgentRef<Question> loop =
        runtime.spawn(mailbox -> {
          while (true) {
            seen.add(mailbox.receive().how());
          }
        });
    Await<String> first = loop.ask(reply -> new Question("first", reply), LONG);
    Await<String> second = loop.ask(reply -> new Question("second", reply), LONG);
    Until.isTrue("both are taken", () -> seen.size() == 2);
    loop.stop();
    assertInstanceOf(AgentStoppedException.class, failure(first));
    assertInstanceOf(AgentStoppedException.class, failure(second));
  }

  @Test
  void aKeptQuestionCanBeAnsweredLater() {
    Promise<String> other = runtime.promise(LONG);
    AgentRef<Question> agent = runtime.spawn(STOPS, waitingFor(other));
    Await<String> answer = taken(agent, "onAnswer");
    other.reply().send("late");
    assertEquals("late", answer.join());
  }

  /** Keeps questions until it is told to answer them all. */
  private static final class Desk implements Behavior<Object> {
    private final List<Reply<String>> open = new ArrayList<>();

    @Override
    public void receive(AgentContext<Object> context, Object message) {
      if (message instanceof Question question) {
        open.add(question.reply());
      } else {
        open.forEach(reply -> reply.send("answer"));
        open.clear();
      }
    }
  }

  @Test
  void answeredQuestionsAreForgotten() {
    AgentRef<Object> desk = runtime.spawn(Desk::new);
    for (int round = 0; round < 20; round++) {
      var answers = new ArrayList<Await<String>>();
      for (int i = 0; i < 50; i++) {
        answers.add(desk.<String>ask(reply -> new Question("keep", reply), LONG));
      }
      desk.signal("answer");
      assertEquals(50, Await.all(answers).join().size());
    }
    Await<String> last = desk.ask(reply -> new Question("keep", reply), LONG);
    desk.stop();
    assertInstanceOf(AgentStoppedException.class, failure(last));
    assertFalse(desk.isAlive());
  }
}
