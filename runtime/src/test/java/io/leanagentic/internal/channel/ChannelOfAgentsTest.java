package io.leanagentic.internal.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Behavior;
import io.leanagentic.Channel;
import io.leanagentic.Mailbox;
import io.leanagentic.Reply;
import io.leanagentic.Select;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Channels and awaits in a running runtime, used by handler agents, loop agents and plain threads.
 */
@Timeout(60)
class ChannelOfAgentsTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int COUNT = 2_000;

  private final AgentRuntime runtime = AgentRuntime.start();

  @AfterEach
  void closeTheRuntime() {
    runtime.close();
  }

  /** Takes one element after the other, handling nothing else meanwhile. */
  private static final class Consumer implements Behavior<String> {
    private final Channel<Integer> channel;
    private final AtomicLong sum;
    private final CountDownLatch left;

    Consumer(Channel<Integer> channel, AtomicLong sum, CountDownLatch left) {
      this.channel = channel;
      this.sum = sum;
      this.left = left;
    }

    @Override
    public void receive(AgentContext<String> context, String message) {
      context.await(
          channel.receiving(LONG),
          element -> {
            sum.addAndGet(element);
            left.countDown();
            context.self().signal("next");
          },
          failure -> context.stop());
    }
  }

  /** Adds one element after the other, parked while the channel is full. */
  private static final class Producer implements Behavior<Integer> {
    private final Channel<Integer> channel;

    Producer(Channel<Integer> channel) {
      this.channel = channel;
    }

    @Override
    public void receive(AgentContext<Integer> context, Integer next) {
      if (next < COUNT) {
        context.await(channel.sending(next, LONG), sent -> context.self().signal(next + 1));
      }
    }
  }

  @Test
  void handlerAgentsSendAndReceiveWithoutBlocking() throws InterruptedException {
    Channel<Integer> channel = runtime.channel(2);
    var sum = new AtomicLong();
    var left = new CountDownLatch(2 * COUNT);
    List<AgentRef<String>> consumers =
        IntStream.range(0, 3)
            .mapToObj(i -> runtime.<String>spawn(() -> new Consumer(channel, sum, left)))
            .toList();
    consumers.forEach(consumer -> consumer.signal("begin"));
    for (int i = 0; i < 2; i++) {
      runtime.<Integer>spawn(() -> new Producer(channel)).signal(0);
    }
    left.await();
    assertEquals(2 * LongStream.range(0, COUNT).sum(), sum.get());
    channel.close();
  }

  @Test
  void loopAgentsIterateUntilTheChannelIsClosed() throws InterruptedException {
    Channel<Integer> channel = runtime.channel(3);
    var sum = new AtomicLong();
    var done = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      runtime.spawn(
          "loop" + i,
          (Mailbox<String> mailbox) -> {
            channel.forEach(sum::addAndGet);
            done.countDown();
          });
    }
    for (int i = 0; i < COUNT; i++) {
      assertTrue(channel.send(i, LONG));
    }
    channel.close();
    done.await();
    assertEquals(LongStream.range(0, COUNT).sum(), sum.get());
  }

  @Test
  void aHandlerAgentSelects() throws InterruptedException {
    Channel<Integer> numbers = runtime.channel(1);
    Channel<String> words = runtime.channel(1);
    var seen = new ArrayList<Object>();
    var left = new CountDownLatch(2);
    AgentRef<String> agent =
        runtime.spawn((context, message) -> {
          var select = Select.create().on(numbers, seen::add).on(words, seen::add);
          context.await(
              select.taking(LONG),
              action -> {
                action.run();
                left.countDown();
              });
        });
    agent.signal("first");
    agent.signal("second");
    assertTrue(words.send("a", LONG));
    assertTrue(numbers.send(1, LONG));
    left.await();
    assertEquals(2, seen.size());
    assertTrue(seen.containsAll(List.of("a", 1)));
  }

  @Test
  void aHandlerAgentMustNotBlock() {
    Channel<Integer> channel = runtime.channel(1);
    AgentRef<Reply<String>> agent =
        runtime.spawn((context, reply) ->
            reply.send(
                assertThrows(IllegalStateException.class, () -> channel.receive(LONG)).toString()));
    String refusal = agent.<String>ask(reply -> reply, LONG).join();
    assertTrue(refusal.contains("receive from a channel"), refusal);
  }

  @Test
  void anAgentThatEndsWhileItWaitsTakesNothing() {
    Channel<Integer> channel = runtime.channel(1);
    var sum = new AtomicLong();
    AgentRef<String> consumer =
        runtime.spawn(() -> new Consumer(channel, sum, new CountDownLatch(1)));
    consumer.signal("begin");
    while (((BoundedChannel<Integer>) channel).inLine() == 0) {
      Thread.onSpinWait();
    }
    var end = consumer.termination(LONG);
    consumer.abort();
    end.join();
    assertEquals(0, ((BoundedChannel<Integer>) channel).inLine());
    channel.trySend(7);
    assertEquals(Optional.of(7), channel.tryReceive());
    assertEquals(0, sum.get());
  }

  private record Question(Reply<String> reply) {}

  @Test
  void aTimeoutNamesTheAgentTheQuestionAndTheTime() {
    var steps = Steps.inOrder();
    var runtimes = new Runtimes();
    AgentRuntime stepped = runtimes.start(steps);
    AgentRef<Question> silent = stepped.spawn("silent", (context, question) -> {});
    var await = silent.ask(Question::new, Duration.ofMillis(5));
    steps.advance(Duration.ofMillis(5));
    var timeout = assertThrows(AwaitTimeoutException.class, await::join);
    assertEquals(
        "the answer of /silent to ChannelOfAgentsTest.Question did not come within 5 ms",
        timeout.getMessage());
    runtimes.finish(stepped);
  }
}
