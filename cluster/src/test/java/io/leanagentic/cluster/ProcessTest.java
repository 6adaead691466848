package io.leanagentic.cluster;

import static io.leanagentic.cluster.Counter.LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Delivery;
import io.leanagentic.RuntimeEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Three processes, of which one stops for a while, and one is killed. */
@EnabledOnOs({OS.LINUX, OS.MAC}) // whose kill can stop a process
final class ProcessTest {
  private static final AgentRuntime RUNTIME = AgentRuntime.start();
  private static final Cluster CLUSTER = Cluster.join(RUNTIME, FarNode.config());
  private static final List<FarNode> NODES = new ArrayList<>();

  @BeforeAll
  static void begin() throws IOException {
    NODES.add(FarNode.start("sleeper", CLUSTER.self().address()));
    NODES.add(FarNode.start("victim", CLUSTER.self().address()));
  }

  @AfterAll
  static void end() {
    CLUSTER.close();
    NODES.forEach(FarNode::close);
    RUNTIME.close();
  }

  @Test
  void aNodeThatStopsForAWhileLosesNothing() throws Exception {
    FarNode sleeper = NODES.get(0);
    var counter = sleeper.counter(CLUSTER);
    var sent = IntStream.range(0, 5_000).boxed().toList();
    var sender = new Thread(() -> send(counter, sent));
    var events = new LinkedBlockingQueue<ClusterEvent>();
    try (var _ = CLUSTER.listen(events::add)) {
      sleeper.pause();
      try {
        sender.start(); // more than mailboxes and windows have room for: it waits
        await(ClusterEvent.Unreachable.class, events);
        assertTrue(sender.isAlive());
      } finally {
        sleeper.goOn();
      }
      await(ClusterEvent.Reachable.class, events);
    }
    sender.join();
    assertEquals(sent, counter.ask(Counter.All::new, LONG).join());
  }

  private static void send(AgentRef<Counter.Message> counter, List<Integer> numbers) {
    for (int number : numbers) {
      counter.send(new Counter.Add(number), LONG).orThrow();
    }
  }

  @Test
  void theRefsToAKilledNodeEndEverywhere() throws Exception {
    FarNode victim = NODES.get(1);
    var counter = victim.counter(CLUSTER);
    var witness = NODES.get(0).witness(CLUSTER);
    assertTrue(witness.<Boolean>ask(it -> new Witness.Find("counter/victim", it), LONG).join());
    Await<String> never = counter.ask(Counter.Never::new, LONG);
    assertEquals(0, counter.ask(Counter.Sum::new, LONG).join()); // so the question is there
    var events = new LinkedBlockingQueue<ClusterEvent>();
    try (var _ = CLUSTER.listen(events::add)) {
      victim.kill();
      Node node = await(ClusterEvent.Unreachable.class, events).node();
      assertEquals(node, await(ClusterEvent.Left.class, events).node());
      assertFalse(CLUSTER.nodes().contains(node));
    }
    assertInstanceOf(
        RemoteFailureException.class, counter.termination(LONG).join().cause().orElseThrow());
    assertInstanceOf(
        RemoteFailureException.class, assertThrows(AwaitException.class, never::join).getCause());
    var dead = new CountDownLatch(1);
    try (var _ =
        RUNTIME.listen(event -> {
          if (event instanceof RuntimeEvent.DeadLetter it && it.recipient() == counter) {
            dead.countDown();
          }
        })) {
      assertEquals(Delivery.STOPPED, counter.signal(new Counter.Add(1)));
      assertTrue(dead.await(60, TimeUnit.SECONDS));
    }
    String cause = witness.ask(Witness.End::new, LONG).join();
    assertTrue(cause.startsWith(RemoteFailureException.class.getName()), cause);
  }

  /** Waits for an event of that type; others are ignored. */
  private static <E extends ClusterEvent> E await(
      Class<E> type, LinkedBlockingQueue<ClusterEvent> events) throws InterruptedException {
    ClusterEvent event;
    do {
      event = events.poll(60, TimeUnit.SECONDS);
    } while (event != null && !type.isInstance(event));
    return assertInstanceOf(type, event);
  }
}
