package io.leanagentic.examples.guide;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.orchestration.Broadcast;
import io.leanagentic.orchestration.BroadcastConfig;
import io.leanagentic.orchestration.BroadcastStrategy;
import io.leanagentic.orchestration.Publication;
import io.leanagentic.orchestration.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One message to many. */
final class Broadcasting {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Broadcasting() {}

  // region desks
  /** Trading in a symbol stops. */
  record Halt(String symbol) {}

  private static List<AgentRef<Halt>> desks(AgentRuntime runtime, int count, CountDownLatch heard) {
    List<AgentRef<Halt>> desks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      desks.add(runtime.spawn("desk-" + i, (context, halt) -> heard.countDown()));
    }
    return desks;
  }

  // endregion

  static boolean all() throws InterruptedException {
    try (var runtime = AgentRuntime.start()) {
      // region all
      var heard = new CountDownLatch(100);
      var desks = desks(runtime, 100, heard);
      var alerts = Broadcast.start(runtime, desks, new BroadcastStrategy.All());
      Publication halt = alerts.publish(new Halt("AAPL"));
      // endregion
      return heard.await(30, TimeUnit.SECONDS) && halt.delivery().isTaken();
    }
  }

  static Publication.Coverage repaired() throws InterruptedException {
    Publication published;
    try (var runtime = AgentRuntime.start()) {
      // region repaired
      var heard = new CountDownLatch(100);
      var desks = desks(runtime, 100, heard);
      var config =
          BroadcastConfig.of(new BroadcastStrategy.PushPull(3, Duration.ofMillis(10)))
              .withTransport(Broadcast.losingTransport(0.3, 1)); // loses 30 %, to try it out
      var alerts = Broadcast.start(runtime, Topology.mesh(desks), config);
      Publication halt = alerts.publish(new Halt("AAPL"));
      // endregion
      heard.await(30, TimeUnit.SECONDS);
      published = halt;
    } // all relays have counted: a desk may hear before its relay counts it
    return published.coverage();
  }

  static Publication.Coverage along() throws InterruptedException {
    Publication published;
    try (var runtime = AgentRuntime.start()) {
      // region along
      var heard = new CountDownLatch(13);
      var desks = desks(runtime, 13, heard);
      var tree = Topology.hierarchical(3, desks); // the first desk, its 3, their 9
      var alerts =
          Broadcast.start(runtime, tree, BroadcastConfig.of(new BroadcastStrategy.Along()));
      Publication halt = alerts.publish(new Halt("AAPL"));
      // endregion
      heard.await(30, TimeUnit.SECONDS);
      published = halt;
    } // all relays have counted: a desk may hear before its relay counts it
    return published.coverage();
  }

  static int slow() throws InterruptedException {
    try (var runtime = AgentRuntime.start()) {
      // region slow
      var open = new CountDownLatch(1);
      var heard = new CountDownLatch(300);
      AgentConfig small = AgentConfig.DEFAULT.withCapacity(10);
      AgentRef<Halt> slow =
          runtime.spawn(
              "slow",
              small,
              mailbox -> {
                open.await(); // handles nothing for now
                while (true) {
                  mailbox.receive();
                }
              });
      List<AgentRef<Halt>> desks = desks(runtime, 3, heard);
      desks.addFirst(slow);
      var alerts = Broadcast.start(runtime, desks, new BroadcastStrategy.All());
      Publication last = alerts.publish(new Halt("0"));
      for (int i = 1; i < 100; i++) {
        last = alerts.publish(new Halt("" + i), PATIENCE);
      }
      boolean undisturbed = heard.await(30, TimeUnit.SECONDS); // 3 desks have handled all 100
      open.countDown(); // now the slow one gets what it lacks, in order
      // endregion
      while (!last.coverage().isComplete()) {
        Thread.onSpinWait();
      }
      return undisturbed ? last.coverage().reached() : 0;
    }
  }
}
