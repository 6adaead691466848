package io.leanagentic.cluster;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The agent of the tests: it keeps numbers, and answers questions about them. */
final class Counter implements Behavior<Counter.Message> {
  static final Duration LONG = Duration.ofSeconds(60);

  /** What it takes. */
  sealed interface Message permits Add, All, Sum, Both, Never, Left, Large, Stop, Fail, Wait {}

  record Add(int number) implements Message {}

  record All(Reply<List<Integer>> reply) implements Message {}

  record Sum(Reply<Long> reply) implements Message {}

  record Both(Reply<Long> sum, Reply<String> text) implements Message {}

  record Never(Reply<String> reply) implements Message {}

  /** Answers with the milliseconds that are left for the question. */
  record Left(Reply<Long> reply) implements Message {}

  record Large(String text, Reply<Integer> length) implements Message {}

  record Stop() implements Message {}

  record Fail(Reply<String> reply) implements Message {}

  record Wait() implements Message {}

  private final List<Integer> numbers = new ArrayList<>();
  final CountDownLatch goOn = new CountDownLatch(1);
  final CountDownLatch has700 = new CountDownLatch(1);
  final CountDownLatch abandoned = new CountDownLatch(1);

  @Override
  public void receive(AgentContext<Message> context, Message message) throws Exception {
    switch (message) {
      case Add it -> {
        numbers.add(it.number());
        if (numbers.size() == 700) {
          has700.countDown();
        }
      }
      case All it -> it.reply().send(List.copyOf(numbers));
      case Sum it -> it.reply().send(sum());
      case Both it -> {
        it.sum().send(sum());
        it.text().send(numbers.toString());
      }
      case Never it -> it.reply().onClosed(abandoned::countDown);
      case Left it -> it.reply().send(context.deadline().orElseThrow().toMillis());
      case Large it -> it.length().send(it.text().length());
      case Stop _ -> context.stop();
      case Fail it -> it.reply().fail(new IllegalStateException("no such thing"));
      case Wait _ -> goOn.await();
    }
  }

  private long sum() {
    return numbers.stream().mapToLong(it -> it).sum();
  }
}
