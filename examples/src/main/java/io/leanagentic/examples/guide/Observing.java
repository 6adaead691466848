package io.leanagentic.examples.guide;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentProfile;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.MailboxConfig;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.RuntimeMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What a runtime tells about itself. */
final class Observing {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Observing() {}

  record Work(int number, Reply<Integer> reply) {}

  record Look(AgentProfile profile, RuntimeMetrics metrics) {}

  static Look look() {
    try (var runtime = AgentRuntime.start()) {
      var config = AgentConfig.DEFAULT.withMailbox(MailboxConfig.DEFAULT.withTimestamps(true));
      AgentRef<Work> worker =
          runtime.spawn("worker", config, (context, work) -> work.reply().send(work.number()));
      for (int n = 0; n < 200; n++) {
        int number = n;
        Await<Integer> answer = worker.ask(reply -> new Work(number, reply), PATIENCE);
        answer.join();
      }
      // region look
      AgentProfile profile = worker.profile(); // of one agent, by its address
      RuntimeMetrics metrics = runtime.metrics(); // of all
      IO.println(metrics); // a table of six lines
      // endregion
      return new Look(profile, metrics);
    }
  }

  static List<String> deadLetters() {
    try (var runtime = AgentRuntime.start()) {
      // region letters
      List<String> seen = Collections.synchronizedList(new ArrayList<>());
      runtime.listen(event -> {
        if (event instanceof RuntimeEvent.DeadLetter(var to, var message, var reason)) {
          seen.add(message + " to " + to.path() + ": " + reason);
        }
      });
      // endregion
      AgentRef<String> gone = runtime.spawn("gone", (context, text) -> {});
      gone.stop();
      gone.termination(PATIENCE).join();
      gone.signal("hello");
      return List.copyOf(seen);
    }
  }

  static RuntimeEvent.Stuck stuck() throws InterruptedException {
    // region stuck
    List<RuntimeEvent.Stuck> seen = Collections.synchronizedList(new ArrayList<>());
    var found = new CountDownLatch(1);
    var config = RuntimeConfig.defaults().withStuckAfter(Duration.ofMillis(20));
    try (var runtime = AgentRuntime.start(config)) {
      runtime.listen(event -> {
        if (event instanceof RuntimeEvent.Stuck stuck) {
          seen.add(stuck); // names the agent, and carries the stack of its worker
          found.countDown();
        }
      });
      AgentRef<String> rude = runtime.spawn("rude", (context, text) -> found.await());
      rude.signal("hello");
      found.await();
    }
    // endregion
    return seen.getFirst();
  }
}
