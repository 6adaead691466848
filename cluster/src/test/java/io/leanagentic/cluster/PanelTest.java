package io.leanagentic.cluster;

import static io.leanagentic.cluster.Counter.LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.orchestration.Broadcast;
import io.leanagentic.orchestration.BroadcastConfig;
import io.leanagentic.orchestration.BroadcastStrategy;
import io.leanagentic.orchestration.LiveTopology;
import io.leanagentic.orchestration.Publication;
import io.leanagentic.orchestration.QuorumResult;
import io.leanagentic.orchestration.Topology;
import io.leanagentic.orchestration.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Quorums, broadcasts and topologies of members on several nodes, of which one leaves. */
final class PanelTest {
  private static final AgentRuntime ONE = AgentRuntime.start();
  private static final AgentRuntime TWO = AgentRuntime.start();
  private static final Cluster FIRST = Desk.join(ONE, 0);
  private static final Cluster SECOND = Desk.join(TWO, 0, FIRST.self().address());

  @AfterAll
  static void end() {
    SECOND.close();
    FIRST.close();
    TWO.close();
    ONE.close();
  }

  private static Panel.Member member(AgentRuntime runtime, Cluster at, String name, int limit) {
    var member = new Panel.Member(limit);
    at.publish("panel/" + name, Panel.Message.class, runtime.spawn(member));
    return member;
  }

  /** Members with these limits, every other one on the second node, as the first one finds them. */
  private static List<AgentRef<Panel.Message>> panel(String name, int... limits) {
    var names = new String[limits.length];
    for (int i = 0; i < limits.length; i++) {
      names[i] = name + i;
      Panel.Member _ =
          i % 2 == 0
              ? member(ONE, FIRST, names[i], limits[i])
              : member(TWO, SECOND, names[i], limits[i]);
    }
    return Panel.find(FIRST, names);
  }

  @Test
  void aQuorumIsReachedOverNodes() {
    var panel = panel("votes", 10, 5, 20);
    var yes = assertInstanceOf(QuorumResult.Reached.class, Panel.ask(ONE, panel, 5, LONG).join());
    assertEquals(3, yes.votes().size());
    QuorumResult<Boolean> no = Panel.ask(ONE, panel, 6, LONG).join();
    assertInstanceOf(QuorumResult.Impossible.class, no);
    assertEquals(
        List.of(panel.get(1)),
        no.votes().stream().filter(it -> !it.value()).map(Vote::voter).toList());
  }

  @Test
  void aMemberThatDoesNotAnswerIsMissing() {
    var panel = panel("thinks", 10, 0);
    QuorumResult<Boolean> late = Panel.ask(ONE, panel, 5, Duration.ofSeconds(1)).join();
    assertInstanceOf(QuorumResult.TimedOut.class, late);
    assertEquals(List.of(panel.get(1)), late.missing());
  }

  @Test
  void allStrategiesReachAllNodes() throws Exception {
    var panel = panel("strategies", 1, 1, 1, 1, 1, 1);
    var strategies =
        List.of(
            new BroadcastStrategy.All(),
            new BroadcastStrategy.Along(),
            new BroadcastStrategy.PushPull(2, Duration.ofMillis(10)));
    for (BroadcastStrategy strategy : strategies) {
      var alerts =
          Broadcast.start(ONE, Topology.hierarchical(2, panel), BroadcastConfig.of(strategy));
      awaitComplete(alerts.publish(new Panel.Halt("AAPL")), 0);
    }
    for (AgentRef<Panel.Message> member : panel) {
      assertEquals(3, member.ask(Panel.Heard::new, LONG).join());
    }
  }

  private static void awaitComplete(Publication publication, int gone) {
    Patience.until("the coverage is complete", () -> publication.coverage().isComplete());
    assertEquals(gone, publication.coverage().gone());
  }

  /** A vote that was open fails, a broadcast counts the member as gone, and the ring closes. */
  @Test
  @SuppressWarnings("try") // it is closed twice
  void aNodeThatLeavesTakesItsMembersAlong() throws Exception {
    var panel = new ArrayList<>(panel("stays", 1, 1));
    try (var runtime = AgentRuntime.start();
        var third = Desk.join(runtime, 0, FIRST.self().address())) {
      Panel.Member leaver = member(runtime, third, "leaves", 0);
      panel.addAll(Panel.find(FIRST, "leaves"));
      var live = LiveTopology.start(ONE, Topology.ring(panel));
      var votes = Panel.ask(ONE, panel, 1, LONG);
      awaitOpen(leaver.asked());
      third.close();
      QuorumResult<Boolean> no = votes.join();
      assertInstanceOf(QuorumResult.Impossible.class, no);
      assertEquals(panel.get(2), no.failed().getFirst().voter());
      Patience.until("its ref has ended", () -> !panel.get(2).isAlive());
      awaitComplete(Panel.halt(ONE, panel), 1);
      Patience.until("the ring closes", () -> live.current().size() == 2);
      live.close();
    }
  }

  private static void awaitOpen(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(60, TimeUnit.SECONDS));
  }
}
