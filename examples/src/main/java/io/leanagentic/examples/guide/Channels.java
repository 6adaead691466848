package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Channel;
import io.leanagentic.Reply;
import io.leanagentic.Select;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Elements handed from senders to receivers through a bounded queue. */
final class Channels {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Channels() {}

  static List<Integer> pipeline() throws InterruptedException {
    try (var runtime = AgentRuntime.start()) {
      // region pipeline
      var received = new ArrayList<Integer>();
      Channel<Integer> numbers = runtime.channel(2);
      Thread sender =
          Thread.startVirtualThread(() -> {
            try (numbers) { // closes the channel at the end
              for (int n = 0; n < 5; n++) {
                numbers.send(n, PATIENCE); // waits while two are inside
              }
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      for (int number : numbers) { // until it is closed and drained
        received.add(number);
      }
      // endregion
      sender.join();
      return received;
    }
  }

  static List<String> select() throws InterruptedException {
    try (var runtime = AgentRuntime.start()) {
      // region select
      Channel<Integer> orders = runtime.channel(8);
      Channel<String> quotes = runtime.channel(8);
      orders.trySend(7);
      quotes.trySend("AAPL");
      var seen = new ArrayList<String>();
      Select next =
          Select.create()
              .on(orders, order -> seen.add("order " + order))
              .on(quotes, quote -> seen.add("quote " + quote));
      while (next.run(Duration.ofMillis(20))) {} // one element a time, until none comes in time
      // endregion
      return seen;
    }
  }

  // region agent
  /** Takes jobs from a channel that others share with it. */
  static final class Helper implements Behavior<Reply<Integer>> {
    private final Channel<Integer> jobs;
    private int sum;

    Helper(Channel<Integer> jobs) {
      this.jobs = jobs;
    }

    @Override
    public void receive(AgentContext<Reply<Integer>> context, Reply<Integer> reply) {
      context.await(
          jobs.receiving(PATIENCE),
          job -> {
            sum += job;
            receive(context, reply); // and the next one
          },
          closed -> reply.send(sum));
    }
  }

  // endregion

  static int shared() throws InterruptedException {
    try (var runtime = AgentRuntime.start()) {
      Channel<Integer> jobs = runtime.channel(4);
      AgentRef<Reply<Integer>> one = runtime.spawn("one", () -> new Helper(jobs));
      AgentRef<Reply<Integer>> two = runtime.spawn("two", () -> new Helper(jobs));
      Await<Integer> first = one.ask(reply -> reply, PATIENCE);
      Await<Integer> second = two.ask(reply -> reply, PATIENCE);
      for (int job = 1; job <= 100; job++) {
        jobs.send(job, PATIENCE);
      }
      jobs.close();
      return first.join() + second.join();
    }
  }
}
