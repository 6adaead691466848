package io.leanagentic.examples.guide;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A fast producer and a slow consumer. */
final class Pressure {
  private Pressure() {}

  record Result(List<Integer> received, int peakDepth, List<RuntimeEvent> events) {}

  static Result run(int messages) throws InterruptedException {
    List<Integer> received = Collections.synchronizedList(new ArrayList<>());
    List<RuntimeEvent> events = Collections.synchronizedList(new ArrayList<>());
    var done = new CountDownLatch(1);
    try (var runtime = AgentRuntime.start()) {
      // region listen
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
      AgentConfig small = AgentConfig.DEFAULT.withCapacity(10);
      AgentRef<Integer> consumer =
          runtime.spawn(
              "consumer",
              small,
              (context, number) -> {
                received.add(number);
                if (received.size() == messages) {
                  done.countDown();
                }
              });
      AgentRef<Producer.Go> producer = runtime.spawn("producer", () -> new Producer(consumer));
      producer.signal(new Producer.Go(0, messages));
      // endregion
      done.await();
      int peak = consumer.profile().peakDepth();
      subscription.close();
      return new Result(List.copyOf(received), peak, List.copyOf(events));
    }
  }
}
