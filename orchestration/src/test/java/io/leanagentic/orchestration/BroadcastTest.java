package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Delivery;
import io.leanagentic.MailboxConfig;
import io.leanagentic.OverflowPolicy;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.orchestration.Publication.Coverage;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who hears of what: every strategy, with losses, ends and full mailboxes; in virtual time. */
final class BroadcastTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final List<BroadcastStrategy> STRATEGIES =
      List.of(
          new BroadcastStrategy.All(),
          new BroadcastStrategy.Along(),
          new BroadcastStrategy.Gossip(20),
          new BroadcastStrategy.PushPull(2, Duration.ofMillis(1)));

  private final SimulatedRuntime simulation = SimulatedRuntime.start(1);
  private final AgentRuntime runtime = simulation.agents();
  private final List<List<String>> heard = new ArrayList<>();

  @AfterEach
  void end() {
    simulation.close();
  }

  private List<AgentRef<String>> agents(int count) {
    List<AgentRef<String>> agents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var log = new CopyOnWriteArrayList<String>();
      heard.add(log);
      agents.add(runtime.spawn((context, message) -> log.add(message)));
    }
    return agents;
  }

  private Broadcast<String> broadcast(Topology<AgentRef<String>> topology, BroadcastConfig config) {
    return Broadcast.start(runtime, topology, config);
  }

  @Test
  void everyStrategyReachesAllOfASmallGroupOnceWithTheSameObject() {
    String message = "x".repeat(20); // a new object
    for (BroadcastStrategy strategy : STRATEGIES) {
      heard.clear();
      var agents = agents(20);
      var publication =
          broadcast(Topology.hierarchical(3, agents), BroadcastConfig.of(strategy))
              .publish(message);
      simulation.advance(LONG);
      for (var log : heard) {
        assertEquals(1, log.size(), strategy::toString);
        assertSame(message, log.getFirst(), "a copy");
      }
      assertTrue(publication.coverage().isComplete(), () -> publication.coverage().toString());
    }
  }

  @Test
  void aGroupOfOneHearsToo() {
    for (BroadcastStrategy strategy : STRATEGIES) {
      heard.clear();
      broadcast(Topology.ring(agents(1)), BroadcastConfig.of(strategy)).publish("x");
      simulation.advance(LONG);
      assertEquals(List.of(List.of("x")), heard, strategy::toString);
    }
  }

  @Test
  void withinAProcessOneRelayHandsItToAll() {
    var all = BroadcastConfig.of(new BroadcastStrategy.All());
    var within = broadcast(Topology.mesh(agents(20)), all).publish("x");
    assertEquals(21, runtime.metrics().agentsAlive());
    var over = all.withTransport(Broadcast.losingTransport(0, 1));
    var beyond = broadcast(Topology.mesh(agents(20)), over).publish("x");
    simulation.settle();
    heard.forEach(log -> assertEquals(List.of("x"), log));
    assertEquals(new Coverage(20, 20, 0, 0, 0, 0, 0, 0), within.coverage());
    assertEquals(new Coverage(20, 20, 0, 0, 1, 19, 0, 0), beyond.coverage());
  }

  @Test
  void alongATreeEachEdgeCarriesItOnce() {
    var publication =
        broadcast(
                Topology.hierarchical(2, agents(31)),
                BroadcastConfig.of(new BroadcastStrategy.Along()))
            .publish("x");
    simulation.settle();
    assertEquals(new Coverage(31, 31, 0, 0, 4, 30, 0, 0), publication.coverage(), "in 5 levels");
  }

  @Test
  void alongAnyConnectedGraphAllHearOnce() {
    Seeds.each(
        30,
        seed -> {
          var random = new SplittableRandom(seed);
          heard.clear();
          var agents = agents(random.nextInt(1, 30));
          Map<AgentRef<String>, Set<AgentRef<String>>> edges = new LinkedHashMap<>();
          for (int i = 0; i < agents.size(); i++) {
            edges.put(agents.get(i), i == 0 ? Set.of() : Set.of(agents.get(random.nextInt(i))));
          }
          var publication =
              broadcast(Topology.graph(edges), BroadcastConfig.of(new BroadcastStrategy.Along()))
                  .publish("x");
          simulation.settle();
          heard.forEach(log -> assertEquals(List.of("x"), log));
          assertEquals(agents.size() - 1, publication.coverage().sent());
        });
  }

  @Test
  void relaysRestWhenThereIsNoNews() {
    var broadcast =
        broadcast(
            Topology.mesh(agents(10)),
            BroadcastConfig.of(new BroadcastStrategy.PushPull(1, Duration.ofMillis(1))));
    broadcast.publish("x");
    simulation.advance(Duration.ofSeconds(1));
    long handled = runtime.metrics().handled();
    simulation.advance(LONG);
    assertEquals(handled, runtime.metrics().handled());
    broadcast.publish("y");
    simulation.advance(Duration.ofSeconds(1));
    assertNotEquals(handled, runtime.metrics().handled());
    heard.forEach(log -> assertEquals(2, log.size()));
  }

  @Test
  void aSmallMemoryMissesButDoublesNothing() {
    for (BroadcastStrategy strategy :
        List.of(
            new BroadcastStrategy.Gossip(4),
            new BroadcastStrategy.PushPull(3, Duration.ofMillis(1)))) {
      heard.clear();
      var broadcast =
          broadcast(
              Topology.mesh(agents(8)),
              BroadcastConfig.of(strategy)
                  .withMemory(2)
                  .withTransport(
                      Broadcast.losingTransport(0, 1))); // nothing bounds what is on its way
      for (int i = 0; i < 300; i++) { // up to 20 at once: later ones overtake
        broadcast.publish("" + i);
        if (i % 20 == 0) {
          simulation.advance(Duration.ofMillis(3));
        }
      }
      simulation.advance(LONG);
      for (var log : heard) {
        assertEquals(log.size(), Set.copyOf(log).size(), strategy + " doubled: " + log);
        assertTrue(log.size() > 30, strategy + " missed nearly all: " + log);
      }
    }
  }

  @Test
  void fromOneRelayAMemberHearsInOrder() {
    var broadcast =
        broadcast(Topology.mesh(agents(10)), BroadcastConfig.of(new BroadcastStrategy.All()));
    for (int i = 0; i < 500; i++) {
      broadcast.publish("" + i);
    }
    simulation.settle();
    List<String> all = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
    heard.forEach(log -> assertEquals(all, log));
  }

  @Test
  void whoHasEndedHoldsUpNobody() {
    for (BroadcastStrategy strategy : STRATEGIES) {
      heard.clear();
      var agents = agents(30);
      var broadcast = broadcast(Topology.ring(agents), BroadcastConfig.of(strategy));
      agents.subList(0, 10).forEach(AgentRef::stop); // the first one, too
      simulation.settle();
      var publication = broadcast.publish("x");
      simulation.advance(LONG);
      assertEquals(10, publication.coverage().gone());
      assertEquals(20, publication.coverage().reached());
      assertTrue(publication.coverage().isComplete());
    }
  }

  @Test
  void aFullMailboxDelaysItsMemberAndNobodyElse() throws InterruptedException {
    int sent = 80; // ten relays may tell one that does not run for long: it has room for all
    for (BroadcastStrategy strategy : STRATEGIES) {
      var open = new CountDownLatch(1);
      var others = new CountDownLatch(9 * sent);
      var slow = new CountDownLatch(sent);
      var inOrder = new CopyOnWriteArrayList<String>();
      List<Publication> publications = new ArrayList<>();
      try (var real = AgentRuntime.start(RuntimeConfig.defaults().withWorkers(2))) {
        List<AgentRef<String>> agents = new ArrayList<>();
        var tight = AgentConfig.DEFAULT.withMailbox(MailboxConfig.ofCapacity(2)).withBlocking();
        agents.add( // the first one, from whose relay all messages start
            real.spawn(
                tight,
                (context, message) -> {
                  open.await();
                  inOrder.add(message);
                  slow.countDown();
                }));
        for (int i = 0; i < 9; i++) {
          agents.add(real.spawn((context, message) -> others.countDown()));
        }
        var broadcast = Broadcast.start(real, Topology.mesh(agents), BroadcastConfig.of(strategy));
        for (int i = 0; i < sent; i++) {
          publications.add(broadcast.publish("" + i));
        }
        assertTrue(others.await(60, TimeUnit.SECONDS), "the others wait for the slow one");
        assertTrue(publications.stream().allMatch(each -> each.delivery().isTaken()));
        assertFalse(publications.getLast().coverage().isComplete());
        open.countDown();
        assertTrue(slow.await(60, TimeUnit.SECONDS), "the slow one lost something");
      }
      assertEquals(IntStream.range(0, sent).mapToObj(Integer::toString).toList(), inOrder);
      assertTrue(publications.stream().allMatch(each -> each.coverage().isComplete()));
    }
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; !condition.getAsBoolean(); i++) {
      assertTrue(i < 60_000, "not after a minute");
      Thread.sleep(1);
    }
  }

  /** A member that handles nothing until {@code open}. */
  private static AgentRef<String> stuck(
      AgentRuntime runtime,
      CountDownLatch begun,
      CountDownLatch open,
      CopyOnWriteArrayList<String> log) {
    return runtime.spawn(
        AgentConfig.DEFAULT.withMailbox(MailboxConfig.ofCapacity(2)).withBlocking(),
        (context, message) -> {
          begun.countDown();
          open.await();
          log.add(message);
        });
  }

  @Test
  void whoIsTooFarBehindMissesTheOldest() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var open = new CountDownLatch(1);
    var log = new CopyOnWriteArrayList<String>();
    List<Publication> publications = new ArrayList<>();
    try (var real = AgentRuntime.start()) {
      var broadcast =
          Broadcast.start(
              real,
              Topology.mesh(List.of(stuck(real, begun, open, log))),
              BroadcastConfig.of(new BroadcastStrategy.All()).withMemory(10));
      publications.add(broadcast.publish("0"));
      assertTrue(begun.await(60, TimeUnit.SECONDS));
      for (int i = 1; i < 100; i++) {
        publications.add(broadcast.publish("" + i, LONG));
      }
      // The others are at work or in the mailbox, or missed: 1 is with the porter, 10 are in line.
      until(() -> settled(publications) == 100 - 1 - 10);
      open.countDown();
    }
    int first = log.size() - 10;
    assertTrue(first > 0 && first < 10, log::toString);
    for (int i = 0; i < 100; i++) {
      boolean reached = i < first || i >= 90; // those before the line, and the newest in line
      assertEquals(reached, log.contains("" + i), log::toString);
      assertEquals(reached ? 0 : 1, publications.get(i).coverage().missed());
      assertEquals(reached, publications.get(i).coverage().isComplete());
    }
  }

  private static int settled(List<Publication> publications) {
    return publications.stream()
        .map(Publication::coverage)
        .mapToInt(each -> each.reached() + each.missed())
        .sum();
  }

  @Test
  void whoEndsWhileMessagesWaitIsGone() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var open = new CountDownLatch(1);
    List<Publication> publications = new ArrayList<>();
    try (var real = AgentRuntime.start()) {
      var member = stuck(real, begun, open, new CopyOnWriteArrayList<>());
      var broadcast = Broadcast.start(real, List.of(member), new BroadcastStrategy.All());
      publications.add(broadcast.publish("0"));
      assertTrue(begun.await(60, TimeUnit.SECONDS));
      for (int i = 1; i < 20; i++) {
        publications.add(broadcast.publish("" + i));
      }
      member.abort();
      open.countDown();
      until(() -> publications.stream().allMatch(each -> each.coverage().isComplete()));
    }
    assertEquals(1, publications.getLast().coverage().gone());
  }

  @Test
  void whatAMailboxDropsIsMissed() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var open = new CountDownLatch(1);
    try (var real = AgentRuntime.start()) {
      var newest = MailboxConfig.ofCapacity(1).withOverflow(OverflowPolicy.DROP_NEWEST);
      AgentRef<String> member =
          real.spawn(
              AgentConfig.DEFAULT.withMailbox(newest).withBlocking(),
              (context, message) -> {
                begun.countDown();
                open.await();
              });
      var broadcast = Broadcast.start(real, List.of(member), new BroadcastStrategy.All());
      broadcast.publish("at work");
      assertTrue(begun.await(60, TimeUnit.SECONDS));
      broadcast.publish("in the mailbox");
      var dropped = broadcast.publish("dropped");
      until(() -> dropped.coverage().missed() == 1);
      open.countDown();
    }
  }

  @Test
  void closedItTellsWhoMissesWhat() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var open = new CountDownLatch(1);
    try (var real = AgentRuntime.start()) {
      var broadcast =
          Broadcast.start(
              real,
              List.of(stuck(real, begun, open, new CopyOnWriteArrayList<>())),
              new BroadcastStrategy.All());
      broadcast.publish("at work");
      assertTrue(begun.await(60, TimeUnit.SECONDS));
      List<Publication> publications = new ArrayList<>();
      for (int i = 0; i < 10; i++) { // 2 in its mailbox, 1 with the porter, 7 in line
        publications.add(broadcast.publish("" + i));
      }
      broadcast.close();
      open.countDown();
      until(() -> settled(publications) == 10);
      assertEquals(Delivery.STOPPED, broadcast.publish("late").delivery());
    }
  }

  @Test
  void whoPublishesTooFastIsTold() {
    var broadcast =
        broadcast(Topology.mesh(agents(3)), BroadcastConfig.of(new BroadcastStrategy.All()));
    int refused = 0;
    for (int i = 0; i < 1_200; i++) {
      refused += broadcast.publish("" + i).delivery() == Delivery.REJECTED ? 1 : 0;
    }
    assertEquals(200, refused, "1000 fit into a mailbox");
    simulation.settle();
    heard.forEach(log -> assertEquals(1_000, log.size()));
  }

  @Test
  void badInputIsNamed() {
    var agents = agents(2);
    assertSays("fanout of a broadcast is 0", () -> new BroadcastStrategy.Gossip(0));
    assertSays("fanout of a broadcast is -1", () -> new BroadcastStrategy.PushPull(-1, LONG));
    assertSays(
        "period of a broadcast is PT0S", () -> new BroadcastStrategy.PushPull(1, Duration.ZERO));
    assertSays(
        "memory of a broadcast is 0",
        () -> BroadcastConfig.of(BroadcastStrategy.gossip()).withMemory(0));
    assertSays(
        "memory of a broadcast is 2147483647",
        () -> BroadcastConfig.of(BroadcastStrategy.gossip()).withMemory(Integer.MAX_VALUE));
    assertSays("lost messages is 1.5", () -> Broadcast.losingTransport(1.5, 1));
    assertSays("lost messages is -0.1", () -> Broadcast.losingTransport(-0.1, 1));
    assertSays("lost messages is NaN", () -> Broadcast.losingTransport(Double.NaN, 1));
    assertSays(
        "without a topology",
        () -> Broadcast.start(runtime, agents, new BroadcastStrategy.Along()));
    assertSays(
        "has no members", () -> Broadcast.start(runtime, List.of(), BroadcastStrategy.gossip()));
    assertSays(
        "twice",
        () ->
            Broadcast.start(
                runtime,
                List.of(agents.getFirst(), agents.getFirst()),
                BroadcastStrategy.gossip()));
    var broadcast = Broadcast.start(runtime, agents, BroadcastStrategy.gossip());
    broadcast.close();
    simulation.settle();
    assertEquals(Delivery.STOPPED, broadcast.publish("late").delivery());
  }

  private static void assertSays(String part, Runnable action) {
    var failure = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(String.valueOf(failure.getMessage()).contains(part), failure::toString);
  }
}
