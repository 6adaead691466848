package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Channel;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.Select;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A wait ends with the agent that waits, and what came for it nevertheless is not lost. */
@Val
final class LostElementTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(3);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Events events = Events.of(runtime);
  private final Seen seen = new Seen();
  private final Channel<Integer> channel = runtime.channel(2);

  private interface Job {
    void run(AgentContext<Job> context) throws Exception;
  }

  private final AgentRef<Job> agent = spawn();

  private AgentRef<Job> spawn() {
    return runtime.spawn((context, job) -> job.run(context));
  }

  /** One that is spawned from a factory, as a lambda restarts as it is. */
  private void begin(AgentRef<Job> whom, @Iso Job job) {
    whom.signal(job);
    steps.settle();
  }

  private void fail(AgentRef<Job> whom) {
    begin(
        whom,
        context -> {
          throw new IllegalStateException("on purpose");
        });
  }

  private Await<Integer> element() {
    return channel.receiving(LONG);
  }

  @Test
  void anAgentThatStopsTakesNoElementAnyMore() {
    begin(agent, context -> context.onAnswer(element(), seen::add, e -> seen.add("failed")));
    agent.stop();
    steps.settle();
    assertFalse(agent.isAlive());
    assertTrue(channel.trySend(1));
    assertEquals(Optional.of(1), channel.tryReceive());
    assertEquals(List.of(), seen);
  }

  @Test
  void anAgentThatIsAbortedTakesNoElementAnyMore() {
    begin(agent, context -> context.onAnswer(element(), seen::add));
    agent.abort();
    steps.settle();
    assertTrue(channel.trySend(1));
    assertEquals(Optional.of(1), channel.tryReceive());
  }

  @Test
  void aBehaviorThatFailedTakesNoElementAnyMore() {
    begin(agent, context -> context.onAnswer(element(), seen::add, e -> seen.add("failed")));
    fail(agent);
    assertTrue(channel.trySend(1));
    steps.settle();
    assertEquals(Optional.of(1), channel.tryReceive());
    assertEquals(List.of(), seen);
  }

  /** The element is on its way through the mailbox when the agent ends. */
  @Test
  void anElementOnItsWayToAnAgentThatEndsIsReceivedByTheNext() {
    begin(agent, context -> context.onAnswer(element(), seen::add));
    assertTrue(channel.trySend(1));
    agent.abort();
    steps.settle();
    assertEquals(Optional.of(1), channel.tryReceive());
    assertEquals(List.of(), seen);
    assertEquals(0, events.count(RuntimeEvent.LateReply.class));
  }

  @Test
  void anElementThatWasThereWhenTheWaitBeganComesBackToo() {
    assertTrue(channel.trySend(1));
    begin(
        agent,
        context -> {
          context.onAnswer(element(), seen::add);
          throw new IllegalStateException("on purpose");
        });
    assertEquals(Optional.of(1), channel.tryReceive());
    assertEquals(List.of(), seen);
  }

  @Test
  void elementsThatComeBackKeepTheirOrder() {
    var first = spawn();
    var second = spawn();
    begin(first, context -> context.onAnswer(element(), seen::add));
    begin(second, context -> context.onAnswer(element(), seen::add));
    for (int i = 1; i <= 4; i++) {
      assertTrue(channel.trySend(i)); // 1 and 2 are on their way, 3 and 4 fill the channel
    }
    assertFalse(channel.trySend(5));
    channel.close();
    first.abort();
    second.abort();
    steps.settle();
    for (int i = 1; i <= 4; i++) {
      assertEquals(Optional.of(i), channel.tryReceive());
    }
    assertEquals(Optional.empty(), channel.tryReceive());
  }

  @Test
  void anElementThatComesBackGoesToWhoWaitsAlready() {
    begin(agent, context -> context.onAnswer(element(), seen::add));
    Await<Integer> next = element();
    assertTrue(channel.trySend(1));
    assertFalse(next.isDone());
    agent.abort();
    steps.settle();
    assertEquals(1, next.join());
  }

  @Test
  void aSelectionGivesItsElementBackToItsChannel() {
    Channel<Integer> other = runtime.channel(1);
    Select select = Select.create().on(channel, seen::add).on(other, seen::add);
    begin(agent, context -> context.onAnswer(select.taking(LONG), Runnable::run));
    assertTrue(other.trySend(7));
    agent.abort();
    steps.settle();
    assertEquals(Optional.of(7), other.tryReceive());
    assertTrue(channel.trySend(8));
    assertEquals(Optional.of(8), channel.tryReceive());
    assertEquals(List.of(), seen);
  }

  @Test
  void whatSeveralWaitsHaveTakenTogetherComesBackTogether() {
    Channel<Integer> other = runtime.channel(1);
    begin(
        agent,
        context ->
            context.onAnswer(
                Await.all(List.of(element().map(n -> n + 100), other.receiving(LONG))), seen::add));
    assertTrue(channel.trySend(1));
    assertTrue(other.trySend(2));
    agent.abort();
    steps.settle();
    assertEquals(Optional.of(1), channel.tryReceive());
    assertEquals(Optional.of(2), other.tryReceive());
  }

  @Test
  void whatOneOfSeveralHasTakenComesBackIfAnotherFails() {
    Channel<Integer> other = runtime.channel(1);
    Channel<Integer> third = runtime.channel(1);
    assertTrue(channel.trySend(1));
    Await<List<Integer>> all =
        Await.all(List.of(element(), other.receiving(LONG), third.receiving(LONG)));
    other.close();
    assertThrows(AwaitException.class, all::join);
    assertEquals(Optional.of(1), channel.tryReceive());
    assertTrue(third.trySend(3));
    assertEquals(Optional.of(3), third.tryReceive(), "nobody waits there any more");
  }

  @Test
  void whatTheSecondOfSeveralHasTakenComesBack() {
    Channel<Integer> other = runtime.channel(1);
    assertTrue(channel.trySend(1));
    assertTrue(other.trySend(2));
    assertEquals(1, Await.any(List.of(element(), other.receiving(LONG))).join());
    assertEquals(Optional.of(2), other.tryReceive());
  }

  @Test
  void aQuestionOfAnAgentThatEndsIsNotOpenAnyMore() {
    Promise<Integer> kept = runtime.promise(LONG);
    begin(agent, context -> context.onAnswer(kept.await().map(n -> n + 1), seen::add));
    Reply<Integer> reply = kept.reply();
    assertTrue(reply.isOpen());
    agent.stop();
    steps.settle();
    assertFalse(reply.isOpen());
  }

  @Test
  void anAwaitThatOthersWaitForGoesOn() {
    Promise<Integer> shared = runtime.promise(LONG);
    var other = spawn();
    begin(agent, context -> context.onAnswer(shared.await(), seen::add));
    begin(other, context -> context.onAnswer(shared.await().map(n -> n + 1), seen::add));
    agent.abort();
    steps.settle();
    shared.reply().send(1);
    steps.settle();
    assertEquals(List.of(2), seen);
  }

  @Test
  void whatAnAgentHasTakenDoesNotComeBack() {
    begin(
        agent,
        context ->
            context.onAnswer(
                element(),
                n -> {
                  seen.add(n);
                  throw new IllegalStateException("on purpose");
                }));
    assertTrue(channel.trySend(1));
    steps.settle();
    assertEquals(List.of(1), seen);
    assertEquals(Optional.empty(), channel.tryReceive());
  }

  @Test
  void aWaitThatIsRefusedTakesNothing() {
    Await<Integer> later = element();
    begin(
        agent,
        context -> {
          assertThrows(IllegalStateException.class, later::join);
          context.await(element(), seen::add);
          assertThrows(
              IllegalStateException.class, () -> context.await(element(), seen::add)); // a second
        });
    assertTrue(channel.trySend(1));
    assertTrue(channel.trySend(2));
    steps.settle();
    assertEquals(List.of(1), seen);
    assertEquals(Optional.of(2), channel.tryReceive());
  }
}
