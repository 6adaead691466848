package io.leanagentic.examples.guide;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import java.time.Duration;
import java.util.List;

/** Questions and answers, asked by a plain thread. */
final class Asking {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Asking() {}

  // region question
  record Square(int number, Reply<Integer> reply) {}

  // endregion

  static List<Integer> composed() {
    try (var runtime = AgentRuntime.start()) {
      // region compose
      AgentRef<Square> squarer =
          runtime.spawn(
              (context, question) -> question.reply().send(question.number() * question.number()));
      Await<Integer> three = squarer.ask(reply -> new Square(3, reply), PATIENCE);
      Await<Integer> four = squarer.ask(reply -> new Square(4, reply), PATIENCE);
      Await<String> text = three.map(square -> "3 * 3 = " + square);
      Await<List<Integer>> both = Await.all(List.of(three, four)); // fails with the first failure
      // endregion
      return List.of(both.join().getFirst(), both.join().getLast(), text.join().length());
    }
  }

  static int fastest() {
    try (var runtime = AgentRuntime.start()) {
      // region any
      AgentRef<Square> slow = runtime.spawn("slow", (context, question) -> {});
      AgentRef<Square> fast =
          runtime.spawn("fast", (context, question) -> question.reply().send(9));
      Await<Integer> one = slow.ask(reply -> new Square(3, reply), PATIENCE);
      Await<Integer> other = fast.ask(reply -> new Square(3, reply), PATIENCE);
      Await<Integer> first = Await.any(List.of(one, other)); // cancels the one that loses
      // endregion
      return first.join();
    }
  }

  static String tooLate() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<Square> silent = runtime.spawn("silent", (context, question) -> {});
      // region timeout
      Await<Integer> answer = silent.ask(reply -> new Square(3, reply), Duration.ofMillis(20));
      try {
        return "got " + answer.join();
      } catch (AwaitTimeoutException e) {
        return String.valueOf(e.getMessage());
      }
      // endregion
    }
  }

  static String promised() throws InterruptedException {
    try (var runtime = AgentRuntime.start()) {
      // region promise
      Promise<String> promise = runtime.promise(PATIENCE);
      Thread.ofVirtual().start(() -> promise.reply().send("from a thread of yours"));
      String answer = promise.await().join();
      // endregion
      return answer;
    }
  }

  static int fed() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<Square> squarer =
          runtime.spawn(
              (context, question) -> question.reply().send(question.number() * question.number()));
      // region needs
      Promise<Integer> fed = runtime.promise(PATIENCE);
      Await<Integer> nine = squarer.ask(reply -> new Square(3, reply), PATIENCE);
      nine.whenDone((square, failure) -> fed.reply().send(square == null ? 0 : square));
      Await<Integer> follows = fed.needs(List.of(nine)).await();
      // endregion
      return follows.join();
    }
  }
}
