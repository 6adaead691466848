package io.leanagentic.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.orchestration.Hedge;
import io.leanagentic.orchestration.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Things that take their time: pages of a server, fetched by code that blocks. */
final class SlowThings {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private SlowThings() {}

  // region fetcher
  /** Fetches pages. While it waits for one it handles other messages. */
  static final class Fetcher implements Behavior<Fetcher.Get> {
    record Get(URI page, Reply<String> reply) {}

    @Override
    public void receive(AgentContext<Get> context, Get get) {
      URI page = get.page();
      Await<String> text = context.runtime().call(() -> fetch(page), PATIENCE); // may block
      context.onAnswer(text, get.reply()::send, get.reply()::fail);
    }
  }

  static String fetch(URI page) throws IOException {
    try (InputStream in = page.toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  // endregion

  static String fetched(URI page) {
    try (var runtime = AgentRuntime.start()) {
      var fetcher = runtime.spawn("fetcher", Fetcher::new);
      return fetcher.<String>ask(reply -> new Fetcher.Get(page, reply), PATIENCE).join();
    }
  }

  static String composed(AgentRuntime runtime, URI first, URI second, URI backup) {
    // region compose
    Await<String> text =
        runtime
            .call(() -> fetch(first), PATIENCE)
            .flatMap(head -> runtime.call(() -> fetch(second), PATIENCE).map(head::concat))
            .recover(failure -> runtime.call(() -> fetch(backup), PATIENCE))
            .orElse("nothing");
    // endregion
    return text.join();
  }

  static String raced(AgentRuntime runtime, URI left, URI right) {
    // region first
    Await<String> one = runtime.call(() -> fetch(left), PATIENCE);
    Await<String> other = runtime.call(() -> fetch(right), PATIENCE);
    Await<String> first = Await.any(List.of(one, other)); // interrupts the one that loses
    // endregion
    return first.join();
  }

  static String impatient(AgentRuntime runtime, URI slow) {
    // region within
    Await<String> page = runtime.call(() -> fetch(slow), PATIENCE);
    try {
      return page.join(Duration.ofMillis(50));
    } catch (AwaitTimeoutException e) {
      return "no page in time"; // and its thread was interrupted
    }
    // endregion
  }

  static String persistent(AgentRuntime runtime, URI moody) {
    // region retry
    Await<String> page =
        Retry.of(5)
            .withBackoff(Duration.ofMillis(10), Duration.ofSeconds(1))
            .when(failure -> failure instanceof IOException)
            .run(runtime, PATIENCE, left -> runtime.call(() -> fetch(moody), left));
    // endregion
    return page.join();
  }

  static String hedged(AgentRuntime runtime, URI sometimesSlow) {
    // region hedge
    Await<String> page =
        new Hedge(0, Duration.ofMillis(50)) // a second request if there is no answer by then
            .run(runtime, 2, PATIENCE, left -> runtime.call(() -> fetch(sometimesSlow), left));
    // endregion
    return page.join();
  }
}
