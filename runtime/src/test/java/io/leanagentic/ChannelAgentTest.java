package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Channels as handler agents use them: the agent parks, its thread does not. In virtual time. */
@Val
final class ChannelAgentTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(29);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Seen seen = new Seen();
  private final Channel<Integer> channel = runtime.channel(2);
  private final AgentRef<Job> agent = runtime.spawn("agent", (context, job) -> job.run(context));

  private interface Job {
    void run(AgentContext<Job> context) throws Exception;
  }

  private void now(@Iso Job job) {
    agent.signal(job);
    steps.settle();
  }

  private void receive(AgentContext<Job> context) {
    context.await(
        channel.receiving(LONG), seen::add, failure -> seen.add(causeOf(failure).getClass()));
  }

  /** Why there is no answer: what was given as a failure, if anything was. */
  private static Throwable causeOf(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause != null ? cause : failure;
  }

  @Test
  void aReceiverParksUntilThereIsAnElement() {
    now(this::receive);
    agent.signal(context -> seen.add("the next message"));
    steps.settle();
    assertEquals(List.of(), seen);
    assertTrue(channel.trySend(1));
    steps.settle();
    assertEquals(List.of(1, "the next message"), seen);
  }

  @Test
  void aSenderParksUntilThereIsRoom() {
    assertTrue(channel.trySend(1) && channel.trySend(2));
    now(context -> context.await(channel.sending(3, LONG), sentTo -> seen.add(sentTo == channel)));
    assertEquals(List.of(), seen);
    assertFalse(channel.trySend(4), "none overtakes the parked sender");
    assertEquals(Optional.of(1), channel.tryReceive());
    steps.settle();
    assertEquals(List.of(true), seen);
    assertEquals(Optional.of(2), channel.tryReceive());
    assertEquals(Optional.of(3), channel.tryReceive());
  }

  @Test
  void parkedEndsTimeOutAndLeaveNothingBehind() {
    Channel<Integer> full = runtime.channel(1);
    assertTrue(full.trySend(1));
    AgentRef<Job> other = runtime.spawn((context, job) -> job.run(context));
    other.signal(context ->
        context.await(
            full.sending(2, LONG),
            sent -> seen.add(sent),
            failure -> seen.add(failure.getClass())));
    now(this::receive);
    steps.advance(LONG.minusNanos(1));
    assertEquals(List.of(), seen);
    steps.advance(Duration.ofMillis(2));
    assertEquals(List.of(AwaitTimeoutException.class, AwaitTimeoutException.class), seen);
    assertTrue(channel.trySend(7));
    assertEquals(Optional.of(7), channel.tryReceive());
    assertEquals(Optional.of(1), full.tryReceive());
    assertEquals(Optional.empty(), full.tryReceive());
  }

  @Test
  void aSelectionOfAnAgentTimesOutAndTakesNothing() {
    Channel<String> words = runtime.channel(1);
    now(context ->
        context.await(
            Select.create().on(channel, seen::add).on(words, seen::add).taking(LONG),
            Runnable::run,
            failure -> seen.add(failure.getClass())));
    steps.advance(LONG.plusMillis(1));
    assertEquals(List.of(AwaitTimeoutException.class), seen);
    assertTrue(channel.trySend(1) && words.trySend("a"));
    steps.settle();
    assertEquals(1, seen.size());
    assertEquals(Optional.of(1), channel.tryReceive());
    assertEquals(Optional.of("a"), words.tryReceive());
  }

  @Test
  void aSelectionOfAnAgentTakesOneElement() {
    Channel<String> words = runtime.channel(1);
    now(context ->
        context.await(
            Select.create().on(channel, seen::add).on(words, seen::add).taking(LONG),
            Runnable::run));
    assertTrue(words.trySend("a") && channel.trySend(1));
    steps.settle();
    assertEquals(List.of("a"), seen);
    assertEquals(Optional.of(1), channel.tryReceive());
  }

  @Test
  void closeLetsAgentsDrainAndThenFails() {
    assertTrue(channel.trySend(1) && channel.trySend(2));
    AgentRef<Job> sender = runtime.spawn((context, job) -> job.run(context));
    sender.signal(context ->
        context.await(
            channel.sending(3, LONG),
            sent -> seen.add("sent"),
            failure -> seen.add("sender: " + causeOf(failure).getClass().getSimpleName())));
    steps.settle();
    channel.close();
    steps.settle();
    for (int i = 0; i < 3; i++) {
      now(this::receive);
    }
    assertEquals(
        List.of("sender: ChannelClosedException", 1, 2, ChannelClosedException.class), seen);
  }

  @Test
  void closeWakesAParkedReceiver() {
    now(this::receive);
    channel.close();
    steps.settle();
    assertEquals(List.of(ChannelClosedException.class), seen);
  }

  /** Each element is received once, whatever the order of turns. */
  @Test
  void agentsPassEverythingOnUnderEverySchedule() {
    Seeds.each(
        50,
        seed -> {
          var schedule = new Steps(seed);
          AgentRuntime own = runtimes.start(schedule, Runtimes.tiny(1));
          Channel<Integer> pipe = own.channel(1 + (int) (seed % 3));
          var received = new CopyOnWriteArrayList<Integer>();
          for (int p = 0; p < 2; p++) {
            int base = p * 100;
            own.<Integer>spawn(
                    (context, next) -> {
                      if (next < 20) {
                        context.await(
                            pipe.sending(base + next, LONG),
                            sent -> context.self().signal(next + 1));
                      }
                    })
                .signal(0);
            own.<String>spawn((context, message) ->
                    context.await(
                        pipe.receiving(LONG),
                        element -> {
                          received.add(element);
                          context.self().signal("next");
                        },
                        closed -> context.stop()))
                .signal("begin");
          }
          schedule.settle();
          pipe.close();
          schedule.settle();
          assertEquals(40, received.size());
          assertEquals(
              IntStream.concat(IntStream.range(0, 20), IntStream.range(100, 120)).boxed().toList(),
              received.stream().sorted().toList());
          runtimes.finish(own);
        });
  }
}
