package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is asked on behalf of a question does not outlive it. */
class DeadlineTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SECOND = Duration.ofSeconds(1);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(11);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Seen seen = new Seen();

  private record Question(Reply<String> reply) {}

  private final AgentRef<Question> silent =
      runtime.spawn(
          "silent",
          (context, q) -> {
            seen.add(context.deadline());
            q.reply.onClosed(() -> seen.add("closed"));
          });

  /** The failure of a wait that was seen. */
  private AwaitTimeoutException timeout() {
    return seen.stream()
        .filter(AwaitTimeoutException.class::isInstance)
        .map(AwaitTimeoutException.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aQuestionHasTheDeadlineOfTheOneItIsAskedFor() {
    AgentRef<Question> agent =
        runtime.spawn(
            "agent", (context, q) -> context.onAnswer(silent.ask(Question::new, LONG), seen::add));
    Await<String> asked = agent.ask(Question::new, SECOND);
    steps.advance(Duration.ofMillis(300));
    assertEquals(List.of(Optional.of(SECOND)), seen);
    steps.advance(Duration.ofMillis(701));
    assertEquals(List.of(Optional.of(SECOND), "closed"), seen);
    assertThrows(AwaitTimeoutException.class, asked::join);
    assertEquals(0, runtime.metrics().failures());
  }

  @Test
  void aShorterTimeoutIsItsOwn() {
    AgentRef<Question> agent =
        runtime.spawn(
            "agent",
            (context, q) ->
                context.onAnswer(silent.ask(Question::new, SECOND), q.reply::send, seen::add));
    agent.ask(Question::new, LONG);
    steps.advance(Duration.ofMillis(1001));
    var failure = timeout();
    assertEquals(
        "the answer of /silent to DeadlineTest.Question did not come within 1 s",
        failure.getMessage());
  }

  @Test
  void theInnerOneSaysWhoseTimeItWas() {
    AgentRef<Question> agent =
        runtime.spawn(
            "agent",
            (context, q) ->
                context.await(silent.ask(Question::new, LONG), q.reply::send, seen::add));
    agent.ask(Question::new, SECOND);
    steps.advance(Duration.ofMillis(1001));
    var failure = timeout();
    assertEquals(
        "the answer of /silent to DeadlineTest.Question did not come in the time that was left for the"
            + " answer of /agent to DeadlineTest.Question",
        failure.getMessage());
  }

  @Test
  void aWaitForAPromiseEndsWithItsQuestion() {
    var never = runtime.<String>promise(LONG);
    AgentRef<Question> agent =
        runtime.spawn("agent", (context, q) -> context.await(never.await(), q.reply::send));
    agent.ask(Question::new, SECOND);
    steps.advance(Duration.ofMillis(1001));
    assertTrue(never.await().isDone());
    assertEquals(0, runtime.metrics().failures());
  }

  @Test
  void aQuestionWhoseTimeIsUpIsNotBegun() {
    AgentRef<Question> agent = runtime.spawn("agent", (context, q) -> seen.add("handled"));
    agent.ask(Question::new, SECOND);
    steps.elapse(Duration.ofSeconds(2));
    steps.settle();
    assertEquals(List.of(), seen);
    assertEquals(1, runtime.metrics().skipped());
  }

  @Test
  void aTurnKnowsHowMuchTimeIsLeft() {
    var gate = runtime.<String>promise(LONG);
    AgentRef<Question> agent =
        runtime.spawn(
            "agent",
            (context, q) ->
                context.onAnswer(
                    gate.await(),
                    open -> {
                      seen.add(context.deadline());
                      q.reply.send(open);
                      seen.add(context.deadline());
                    }));
    agent.ask(Question::new, SECOND);
    steps.advance(Duration.ofMillis(400));
    gate.reply().send("open");
    steps.settle();
    assertEquals(List.of(Optional.of(Duration.ofMillis(600)), Optional.empty()), seen);
  }

  @Test
  void soDoesALoopAgentOfWhichOnlyTheLatestMessagesAreKept() {
    AgentRef<Question> asked = silent;
    var deadlines = seen;
    AgentRef<Question> agent =
        runtime.spawn(
            runtime
                .defaultConfig()
                .withMailbox(MailboxConfig.ofCapacity(4).withOverflow(OverflowPolicy.DROP_OLDEST)),
            (AgentLoop<Question>)
                mailbox -> {
                  while (true) {
                    mailbox.receive();
                    deadlines.add(mailbox.deadline());
                    asked.ask(Question::new, LONG);
                  }
                });
    agent.ask(Question::new, SECOND);
    steps.settle();
    assertEquals(List.of(Optional.of(SECOND), Optional.of(SECOND)), seen);
  }

  @Test
  void thereIsNoneWithoutAQuestion() {
    AgentRef<Integer> agent = runtime.spawn((context, n) -> seen.add(context.deadline()));
    agent.signal(1);
    Await<String> forEver = silent.ask(Question::new, Duration.ofSeconds(Long.MAX_VALUE));
    steps.settle();
    assertEquals(List.of(Optional.empty(), Optional.empty()), seen);
    assertTrue(forEver.cancel());
    assertThrows(
        IllegalArgumentException.class, () -> silent.<String>ask(Question::new, Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class,
        () -> silent.<String>ask(Question::new, Duration.ofSeconds(-1)));
  }

  @Test
  void theTimeoutOfAWaitThatGoesOnIsWhatWasLeft() {
    AgentRef<Question> agent =
        runtime.spawn(
            "agent",
            (context, q) -> {
              context.onAnswer(silent.ask(Question::new, LONG), seen::add, seen::add);
              q.reply.send("early");
            });
    agent.ask(Question::new, SECOND);
    steps.advance(Duration.ofMillis(1001));
    var failure = timeout();
    assertEquals(
        "the answer of /silent to DeadlineTest.Question did not come in the time that was left for"
            + " another question",
        failure.getMessage());
  }
}
