package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Until;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A question that is handed on belongs to whoever got it. */
@Val
final class ForwardedQuestionTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final AgentRuntime runtime = runtimes.start();
  private final Seen seen = new Seen();

  private record Job(int number, Reply<String> reply) {}

  private record Parcel(Job job) {}

  private AgentRef<Reply<String>> ended() {
    AgentRef<Reply<String>> ended = runtime.spawn((context, reply) -> reply.send("never"));
    ended.stop();
    ended.termination(LONG).join();
    return ended;
  }

  private static Throwable cause(Await<String> answer) {
    var thrown = assertThrows(AwaitException.class, answer::join);
    return thrown.getCause() == null ? thrown : thrown.getCause();
  }

  @Test
  void itsAskerHearsThatItWasHandedToOneThatHasEnded() {
    AgentRef<Reply<String>> ended = ended();
    AgentRef<Reply<String>> router = runtime.spawn((context, reply) -> ended.signal(reply));
    Await<String> answer = router.ask(reply -> reply, LONG);
    assertInstanceOf(AgentStoppedException.class, cause(answer));
  }

  @Test
  void itsAskerHearsThatAMessageThatHoldsItIsADeadLetter() {
    AgentRef<Parcel> ended = runtime.spawn((context, parcel) -> {});
    ended.stop();
    ended.termination(LONG).join();
    Promise<String> promise = runtime.promise(LONG); // from outside: no agent is asked
    ended.signal(new Parcel(new Job(1, promise.reply())));
    assertInstanceOf(AgentStoppedException.class, cause(promise.await()));
  }

  @Test
  void itsAskerHearsThatItsNextHandlerFails() {
    AgentRef<Job> worker =
        runtime.spawn((context, job) -> {
          throw new IllegalStateException("job " + job.number());
        });
    AgentRef<Reply<String>> router =
        runtime.spawn((context, reply) -> worker.signal(new Job(7, reply)));
    Await<String> answer = router.ask(reply -> reply, LONG);
    assertEquals("job 7", cause(answer).getMessage());
  }

  @Test
  void itsAskerHearsOfTheEndOfWhoKeepsIt() {
    AgentRef<Job> worker = runtime.spawn((context, job) -> seen.add(job));
    AgentRef<Reply<String>> router =
        runtime.spawn((context, reply) -> worker.signal(new Job(7, reply)));
    Await<String> answer = router.ask(reply -> reply, LONG);
    Until.isTrue("it has arrived", () -> !seen.isEmpty());
    worker.stop();
    assertInstanceOf(AgentStoppedException.class, cause(answer));
  }

  @Test
  void theEndOfWhoHandedItOnIsNotItsEnd() {
    for (boolean loop : new boolean[] {false, true}) {
      Promise<String> open = runtime.promise(LONG);
      AgentRef<Job> worker =
          runtime.spawn((context, job) -> context.onAnswer(open.await(), job.reply()::send));
      AgentRef<Reply<String>> router =
          loop
              ? runtime.<Reply<String>>spawn(mailbox -> {
                while (true) {
                  worker.signal(new Job(1, mailbox.receive()));
                }
              })
              : runtime.spawn((context, reply) -> worker.signal(new Job(1, reply)));
      Await<String> answer = router.ask(reply -> reply, LONG);
      Until.isTrue("it has arrived", () -> worker.profile().handled() > 0);
      router.stop();
      router.termination(LONG).join();
      assertFalse(answer.isDone());
      open.reply().send("answer");
      assertEquals("answer", answer.join());
    }
  }

  /** Nobody knows which of the two will answer. */
  @Test
  void whatWasHandedToTwoIsTheBusinessOfNeither() {
    Promise<String> open = runtime.promise(LONG);
    AgentRef<Job> first = runtime.spawn((context, job) -> seen.add(job));
    AgentRef<Job> second =
        runtime.spawn((context, job) -> context.onAnswer(open.await(), job.reply()::send));
    AgentRef<Reply<String>> router =
        runtime.spawn((context, reply) -> {
          var job = new Job(1, reply);
          second.signal(job);
          first.signal(job);
        });
    Await<String> answer = router.ask(reply -> reply, LONG);
    Until.isTrue("it has arrived", () -> !seen.isEmpty());
    first.stop();
    first.termination(LONG).join();
    assertFalse(answer.isDone());
    open.reply().send("answer");
    assertEquals("answer", answer.join());
  }
}
