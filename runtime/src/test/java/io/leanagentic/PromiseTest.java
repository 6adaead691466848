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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What whoever keeps a promise may say about it. */
class PromiseTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(21);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Seen seen = new Seen();
  private final Promise<String> promise =
      runtime.<String>promise(LONG).whenUnwanted(value -> seen.add("back: " + value));

  private interface Job {
    void run(AgentContext<Job> context) throws Exception;
  }

  private final AgentRef<Job> agent = runtime.spawn("agent", (context, job) -> job.run(context));

  private void begin(AgentRef<Job> whom, @Iso Job job) {
    whom.signal(job);
    steps.settle();
  }

  @Test
  void anAnswerOnItsWayToAnAgentThatEndsComesBack() {
    begin(agent, context -> context.onAnswer(promise.await(), seen::add));
    assertEquals(Delivery.ACCEPTED, promise.reply().send("lease"));
    agent.abort();
    steps.settle();
    assertEquals(List.of("back: lease"), seen);
  }

  @Test
  void anAnswerThatIsTakenDoesNotComeBack() {
    begin(agent, context -> context.onAnswer(promise.await(), seen::add));
    promise.reply().send("lease");
    steps.settle();
    agent.abort();
    steps.settle();
    assertEquals("lease", promise.await().join());
    assertEquals(List.of("lease"), seen);
  }

  @Test
  void anAnswerThatIsLateIsRejectedAndDoesNotComeBack() {
    begin(agent, context -> context.onAnswer(promise.await(), seen::add));
    agent.abort();
    steps.settle();
    assertFalse(promise.reply().isOpen());
    assertEquals(Delivery.REJECTED, promise.reply().send("lease"));
    assertEquals(List.of(), seen);
  }

  @Test
  void whatCameBackIsNotTakenByAnother() {
    AgentRef<Job> other = runtime.spawn("other", (context, job) -> job.run(context));
    begin(agent, context -> context.onAnswer(promise.await(), seen::add));
    promise.reply().send("lease");
    agent.abort();
    steps.settle();
    begin(other, context -> context.onAnswer(promise.await(), seen::add, e -> seen.add("none")));
    assertEquals(List.of("back: lease", "none"), seen);
    assertThrows(AwaitCancelledException.class, promise.await()::join);
  }

  @Test
  void whoeverIsToGoOnFirstClosesACycle() {
    AgentRef<Job> other = runtime.spawn("other", (context, job) -> job.run(context));
    promise.needs(other);
    begin(agent, context -> context.await(promise.await(), seen::add));
    Await<String> never = agent.ask(reply -> context -> reply.send("never"), LONG);
    begin(other, context -> context.await(never, seen::add, seen::add));
    assertInstanceOf(AwaitCycleException.class, seen.getFirst());
    assertTrue(seen.getFirst().toString().contains("/agent"), seen::toString);
  }

  @Test
  void whatIsToBeAnsweredFirstClosesACycle() {
    begin(
        agent,
        context -> {
          Promise<String> fed = runtime.promise(LONG);
          Await<String> own = context.self().ask(reply -> later -> reply.send("never"), LONG);
          own.whenDone((value, failure) -> fed.reply().send("never"));
          context.await(fed.needs(List.of(own)).await(), seen::add, seen::add);
        });
    assertInstanceOf(AwaitCycleException.class, seen.getFirst());
  }

  /** The lease of who waits has another holder now, or one more member is asked. */
  @Test
  void aPromiseThatComesToNeedWhoWaitsFails() {
    begin(agent, context -> context.await(promise.await(), seen::add, seen::add));
    assertEquals(List.of(), seen);
    promise.needs(agent);
    steps.settle();
    assertInstanceOf(AwaitCycleException.class, seen.getFirst());
  }

  @Test
  void whatIsAnsweredHoldsNobodyUp() {
    Promise<String> done = runtime.promise(LONG);
    done.needs(agent);
    done.reply().send("here");
    begin(agent, context -> context.await(Await.all(List.of(done.await())), seen::add, seen::add));
    assertEquals(List.of(List.of("here")), seen);
  }
}
