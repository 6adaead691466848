package io.leanagentic.examples.guide;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The ways to write an agent. */
final class Kinds {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Kinds() {}

  static String lambda() {
    try (var runtime = AgentRuntime.start()) {
      // region lambda
      record Twice(String text, Reply<String> reply) {}

      AgentRef<Twice> echo =
          runtime.spawn((context, twice) -> twice.reply().send(twice.text() + twice.text()));
      // endregion
      Await<String> answer = echo.ask(reply -> new Twice("tom", reply), PATIENCE);
      return answer.join();
    }
  }

  static int loop() {
    try (var runtime = AgentRuntime.start()) {
      // region loop
      record Add(int number, Reply<Integer> sum) {}

      AgentRef<Add> adder =
          runtime.spawn(mailbox -> {
            while (true) { // receive() ends the loop when the agent is stopped
              Add first = mailbox.receive();
              Add second = mailbox.receive();
              first.sum().send(first.number());
              second.sum().send(first.number() + second.number());
            }
          });
      // endregion
      Await<Integer> first = adder.ask(sum -> new Add(40, sum), PATIENCE);
      Await<Integer> second = adder.ask(sum -> new Add(2, sum), PATIENCE);
      return first.join() + second.join();
    }
  }

  static int quietLoop() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<Reply<Integer>> loop =
          runtime.spawn(mailbox -> {
            Reply<Integer> reply = mailbox.receive();
            // region poll
            int missed = 0;
            while (missed < 3) {
              Optional<Reply<Integer>> next = mailbox.receive(Duration.ofMillis(1));
              missed += next.isEmpty() ? 1 : 0;
            }
            // endregion
            reply.send(missed);
          });
      Await<Integer> missed = loop.ask(reply -> reply, PATIENCE);
      return missed.join();
    }
  }

  static String blocking(Path file) {
    try (var runtime = AgentRuntime.start()) {
      // region blocking
      record Load(Path file, Reply<String> text) {}

      AgentConfig mayBlock = AgentConfig.DEFAULT.withBlocking();
      AgentRef<Load> loader =
          runtime.spawn(
              "loader",
              mayBlock,
              (context, load) -> load.text().send(Files.readString(load.file())));
      // endregion
      Await<String> text = loader.ask(reply -> new Load(file, reply), PATIENCE);
      return text.join();
    }
  }
}
