package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each thing that an agent can wait for, many times over on real workers: it comes. What is lost
 * once in a million times shows here as a batch that does not end.
 */
final class EveryWaitStressTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int BATCH = 2_000;
  private static final int SENDERS = 20;

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  private record Question(Reply<Integer> reply) {}

  enum Wait {
    AWAIT,
    MAP,
    FORWARD,
    ALL,
    ANY,
    LOOP,
    BLOCKING,
    CHANNEL,
    BURST,
    SIGNAL_ALL
  }

  @ParameterizedTest
  @EnumSource
  void whateverAnAgentWaitsForComes(Wait wait) {
    Seeds.each(
        5,
        seed -> {
          AgentRuntime runtime = runtimes.start(Runtimes.tiny(2));
          var ended = new Semaphore(0);
          AgentRef<Integer> waiting = spawn(runtime, wait, ended);
          waiting.signal(BATCH).orThrow();
          assertTrue(
              ended.tryAcquire(1, TimeUnit.MINUTES), () -> wait + " hangs: " + runtime.metrics());
          runtimes.finish(runtime);
        });
  }

  private static AgentRef<Integer> spawn(AgentRuntime runtime, Wait wait, Semaphore ended) {
    AgentRef<Question> oracle = runtime.spawn((context, question) -> question.reply().send(1));
    AgentRef<Question> relay = runtime.spawn((context, question) -> oracle.signal(question));
    return switch (wait) {
      case AWAIT ->
          runtime.spawn((context, left) ->
              context.await(
                  oracle.<Integer>ask(Question::new, LONG), answer -> next(context, left, ended)));
      case MAP ->
          runtime.spawn((context, left) ->
              context.onAnswer(
                  oracle.<Integer>ask(Question::new, LONG).map(x -> x + 1).map(x -> x * 2),
                  answer -> next(context, left, ended)));
      case FORWARD ->
          runtime.spawn((context, left) ->
              context.onAnswer(
                  relay.<Integer>ask(Question::new, LONG), answer -> next(context, left, ended)));
      case ALL ->
          runtime.spawn((context, left) ->
              context.onAnswer(
                  Await.all(both(oracle, relay)), answers -> next(context, left, ended)));
      case ANY ->
          runtime.spawn((context, left) ->
              context.onAnswer(
                  Await.any(both(oracle, relay)), answer -> next(context, left, ended)));
      case LOOP ->
          runtime.spawn(
              (AgentLoop<Integer>)
                  mailbox -> {
                    for (; ; ) {
                      joinAll(oracle, mailbox.receive());
                      ended.release();
                    }
                  });
      case BLOCKING ->
          runtime.spawn(
              AgentConfig.DEFAULT.withBlocking(),
              (context, count) -> {
                joinAll(oracle, count);
                ended.release();
              });
      case CHANNEL -> {
        Channel<Integer> channel = runtime.channel(4);
        AgentRef<Integer> sender = runtime.spawn((context, left) -> send(context, channel, left));
        AgentRef<Integer> receiver =
            runtime.spawn((context, left) -> receive(context, channel, left, ended));
        yield runtime.spawn((context, count) -> {
          sender.signal(count);
          receiver.signal(count);
        });
      }
      case BURST ->
          many(
              runtime,
              ended,
              counter ->
                  runtime.spawn((context, left) -> {
                    counter.signal(left);
                    if (left > 1) {
                      context.self().signal(left - 1);
                    }
                  }));
      case SIGNAL_ALL ->
          many(
              runtime,
              ended,
              counter ->
                  runtime.spawn((context, count) ->
                      context.signalAll(
                          counter, Collections.nCopies(count, count).iterator(), () -> {})));
    };
  }

  private static void next(AgentContext<Integer> context, int left, Semaphore ended) {
    if (left > 1) {
      context.self().signal(left - 1);
    } else {
      ended.release();
    }
  }

  private static List<Await<Integer>> both(AgentRef<Question> oracle, AgentRef<Question> relay) {
    return List.of(oracle.ask(Question::new, LONG), relay.ask(Question::new, LONG));
  }

  private static void joinAll(AgentRef<Question> oracle, int count) {
    for (int i = 0; i < count; i++) {
      oracle.<Integer>ask(Question::new, LONG).join();
    }
  }

  private static void send(AgentContext<Integer> context, Channel<Integer> channel, int left) {
    context.onAnswer(
        channel.sending(left, LONG),
        sent -> {
          if (left > 1) {
            send(context, channel, left - 1);
          }
        });
  }

  private static void receive(
      AgentContext<Integer> context, Channel<Integer> channel, int left, Semaphore ended) {
    context.onAnswer(
        channel.receiving(LONG),
        element -> {
          if (left > 1) {
            receive(context, channel, left - 1, ended);
          } else {
            ended.release();
          }
        });
  }

  private interface Sender {
    AgentRef<Integer> spawnFor(AgentRef<Integer> counter);
  }

  /** Many that send to one with a small mailbox: a batch together. */
  private static AgentRef<Integer> many(AgentRuntime runtime, Semaphore ended, Sender sender) {
    var counted = new AtomicInteger();
    AgentRef<Integer> counter =
        runtime.spawn(
            AgentConfig.DEFAULT.withCapacity(8),
            (context, message) -> {
              if (counted.incrementAndGet() % BATCH == 0) {
                ended.release();
              }
            });
    var senders = new ArrayList<AgentRef<Integer>>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(sender.spawnFor(counter));
    }
    List<AgentRef<Integer>> all = List.copyOf(senders);
    return runtime.spawn((context, count) -> all.forEach(one -> one.signal(count / SENDERS)));
  }
}
