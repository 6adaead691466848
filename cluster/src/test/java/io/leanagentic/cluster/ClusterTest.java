package io.leanagentic.cluster;

import static io.leanagentic.cluster.Counter.LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Delivery;
import io.leanagentic.RuntimeEvent;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two nodes in one process, each with its runtime. */
final class ClusterTest {
  private static final AgentRuntime ONE = AgentRuntime.start();
  private static final AgentRuntime TWO = AgentRuntime.start();
  private static final Cluster FIRST = Cluster.join(ONE, config());

  /** With a window that is smaller than the quarter of the other one. */
  private static final Cluster SECOND =
      Cluster.join(TWO, config().withSeeds(address(FIRST)).withWindow(100));

  private final Counter counter = new Counter();

  private static ClusterConfig config() {
    return ClusterConfig.loopback(0).withJoinTimeout(LONG);
  }

  private static String address(Cluster cluster) {
    return cluster.self().address();
  }

  @AfterAll
  static void end() {
    SECOND.close();
    FIRST.close();
    TWO.close();
    ONE.close();
  }

  /** An agent of the first node, as the second one sees it. */
  private AgentRef<Counter.Message> remote(String name) {
    return remote(name, AgentConfig.DEFAULT);
  }

  private AgentRef<Counter.Message> remote(String name, AgentConfig config) {
    AgentRef<Counter.Message> local = ONE.spawn(name, config, counter);
    FIRST.publish(name, Counter.Message.class, local);
    return SECOND.lookup(name, Counter.Message.class, LONG).join();
  }

  @Test
  void bothNodesKnowEachOther() throws Exception {
    var events = new LinkedBlockingQueue<ClusterEvent>();
    try (var _ = FIRST.listen(events::add)) {
      if (FIRST.nodes().size() < 2) {
        assertInstanceOf(ClusterEvent.Joined.class, events.poll(60, TimeUnit.SECONDS));
      }
    }
    assertTrue(FIRST.nodes().contains(SECOND.self()));
    assertTrue(SECOND.nodes().contains(SECOND.self()));
  }

  @Test
  void messagesArriveInOrder() {
    var remote = remote("order");
    var sent = IntStream.range(0, 5_000).boxed().toList();
    sent.forEach(it -> remote.send(new Counter.Add(it), LONG).orThrow());
    assertEquals(sent, remote.ask(Counter.All::new, LONG).join());
  }

  @Test
  void anAgentOfTheOwnNodeIsFoundAsItself() {
    AgentRef<Counter.Message> local = ONE.spawn("own", counter);
    FIRST.publish("own", Counter.Message.class, local);
    assertTrue(FIRST.lookup("own", Counter.Message.class, LONG).join() == local);
    var failure =
        assertThrows(AwaitException.class, () -> FIRST.lookup("own", Other.class, LONG).join());
    assertEquals(
        "own takes messages of io.leanagentic.cluster.Counter$Message, and was looked up for those"
            + " of io.leanagentic.cluster.ClusterTest$Other",
        failure.getCause() == null ? "" : failure.getCause().getMessage());
  }

  record Other(String text) {}

  @Test
  void messagesOfAnotherTypeAreRefusedInWords() {
    var remote = remote("typed");
    remote.signal(new Counter.Add(1));
    var other = SECOND.lookup("typed", Other.class, LONG).join();
    other.signal(new Other("x"));
    assertTrue(other.isAlive());
    assertEquals(1L, remote.ask(Counter.Sum::new, LONG).join());
  }

  @Test
  void aSenderParksWhileTheAgentDoesNotTakeMessages() throws Exception {
    var remote = remote("slow", AgentConfig.DEFAULT.withBlocking().withCapacity(10));
    remote.signal(new Counter.Wait());
    int count = 3_000; // more than have room in its mailbox, in the window and in that of the ref
    AgentRef<Integer> sender = TWO.spawn("sender", (_, number) -> send(remote, number));
    var parked = new CountDownLatch(1);
    try (var _ =
        TWO.listen(event -> {
          if (event instanceof RuntimeEvent.Parked it && it.agent() == sender) {
            parked.countDown();
          }
        })) {
      sender.signal(count);
      assertTrue(parked.await(60, TimeUnit.SECONDS));
    }
    counter.goOn.countDown();
    sender.stop();
    sender.termination(LONG).join();
    assertEquals((long) count, remote.ask(Counter.Sum::new, LONG).join());
  }

  private static void send(AgentRef<Counter.Message> to, int count) {
    for (int i = 0; i < count; i++) {
      to.signal(new Counter.Add(1));
    }
  }

  @Test
  void aRefThatStopsHasSentWhatItTook() throws Exception {
    var remote = remote("stops");
    for (int i = 0; i < 700; i++) {
      remote.send(new Counter.Add(1), LONG).orThrow();
    }
    remote.stop();
    remote.termination(LONG).join();
    assertTrue(counter.has700.await(60, TimeUnit.SECONDS));
  }

  @Test
  void aNodeThatLeavesHasSentWhatItTook() throws Exception {
    FIRST.publish("left", Counter.Message.class, ONE.spawn("left", counter));
    try (var runtime = AgentRuntime.start();
        var third = Cluster.join(runtime, config().withSeeds(address(FIRST)))) {
      AgentRef<Counter.Message> remote = third.lookup("left", Counter.Message.class, LONG).join();
      for (int i = 0; i < 700; i++) {
        remote.send(new Counter.Add(1), LONG).orThrow();
      }
    }
    assertTrue(counter.has700.await(60, TimeUnit.SECONDS));
  }

  @Test
  void theEndOfAnAgentEndsItsRefs() {
    var remote = remote("ends");
    var answer = remote.<String>ask(Counter.Never::new, LONG);
    remote.signal(new Counter.Stop());
    assertInstanceOf(
        RemoteFailureException.class, remote.termination(LONG).join().cause().orElseThrow());
    assertThrows(AwaitException.class, answer::join);
  }

  @Test
  @SuppressWarnings("try") // it is closed twice
  void theEndOfANodeEndsItsRefs() throws Exception {
    var events = new LinkedBlockingQueue<ClusterEvent>();
    try (var runtime = AgentRuntime.start();
        var third = Desk.join(runtime, 0, address(FIRST));
        var _ = SECOND.listen(events::add)) {
      Desk.publish(runtime, third);
      AgentRef<Desk.Order> desk = Desk.find(SECOND);
      assertEquals(100, Desk.buy(desk));
      var never = remoteNever(third, runtime);
      Node node = third.self();
      third.close();
      assertEquals(new ClusterEvent.Left(node, 0), awaitLeft(events));
      assertInstanceOf(
          RemoteFailureException.class, desk.termination(LONG).join().cause().orElseThrow());
      assertThrows(AwaitException.class, never::join);
      assertEquals(Delivery.STOPPED, desk.signal(new Desk.Buy(1)));
      assertFalse(SECOND.nodes().contains(node));

      try (var again = Desk.join(runtime, node.port(), address(FIRST))) {
        assertNotEquals(node, again.self());
        again.publish("desk/AAPL", Desk.Order.class, runtime.spawn("desk again", new Desk()));
        assertEquals(100, Desk.buy(Desk.find(SECOND)));
      }
    }
  }

  private static Await<String> remoteNever(Cluster at, AgentRuntime runtime) {
    at.publish("never", Counter.Message.class, runtime.spawn("never", new Counter()));
    AgentRef<Counter.Message> remote = SECOND.lookup("never", Counter.Message.class, LONG).join();
    Await<String> answer = remote.ask(Counter.Never::new, LONG);
    assertEquals(0L, remote.ask(Counter.Sum::new, LONG).join()); // so the question is there
    return answer;
  }

  private static @Nullable ClusterEvent awaitLeft(BlockingQueue<ClusterEvent> events)
      throws InterruptedException {
    ClusterEvent event;
    do {
      event = events.poll(60, TimeUnit.SECONDS);
    } while (event != null && !(event instanceof ClusterEvent.Left));
    return event;
  }

  /** What speaks another protocol loses its connection, and that is all. */
  @Test
  void garbageOnThePortHarmsNobody() throws Exception {
    var remote = remote("garbage");
    var garbage = new byte[10_000];
    new Random(7).nextBytes(garbage);
    byte[] oversized = {'A', 'K', 'K', 'A', 2, -1, -1, -1, 127}; // a frame of two gigabytes
    byte[] http = "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8);
    for (byte[] bytes : List.of(garbage, http, oversized, new byte[5])) {
      try (var socket = new Socket(FIRST.self().host(), FIRST.self().port())) {
        socket.getOutputStream().write(bytes);
      } catch (IOException e) {
        // the node has closed the connection
      }
    }
    remote.signal(new Counter.Add(1));
    assertEquals(1L, remote.ask(Counter.Sum::new, LONG).join());
  }
}
