package io.leanagentic.examples.guide;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A fast producer and a slow consumer. */
final class Pressure {
  private Pressure() {}

  record Result(List<Integer> received, int peakDepth, List<RuntimeEvent> events) {}

  static Result run() {
    try (var runtime = AgentRuntime.start()) {
      // region listen
      List<RuntimeEvent> events = Collections.synchronizedList(new ArrayList<>());
      var subscription =
          runtime.listen(event -> {
            switch (event) {
              case RuntimeEvent.Pressure(var agent, var depth) -> events.add(event);
              case RuntimeEvent.Relief(var agent, var depth) -> events.add(event);
              case RuntimeEvent.Parked(var agent, var full) -> events.add(event);
              default -> {}
            }
          });
      // endregion
      // region small
      int messages = 5_000;
      Promise<List<Integer>> all = runtime.promise(Duration.ofSeconds(30));
      Reply<List<Integer>> reply = all.reply();
      var received = new ArrayList<Integer>();
      AgentConfig small = AgentConfig.DEFAULT.withCapacity(10);
      AgentRef<Integer> consumer =
          runtime.spawn(
              "consumer",
              small,
              (context, number) -> {
                received.add(number);
                if (received.size() == messages) {
                  reply.send(List.copyOf(received));
                }
              });
      AgentRef<Producer.Go> producer = runtime.spawn("producer", () -> new Producer(consumer));
      producer.signal(new Producer.Go(messages));
      // endregion
      List<Integer> result = all.await().join();
      int peak = consumer.profile().peakDepth();
      subscription.close();
      return new Result(result, peak, List.copyOf(events));
    }
  }
}
