package io.leanagentic.cluster.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRuntime;
import io.leanagentic.cluster.Cluster;
import io.leanagentic.cluster.ClusterConfig;
import io.leanagentic.cluster.ClusterException;
import io.leanagentic.cluster.Node;
import io.leanagentic.cluster.internal.node.ClusterNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Nodes that cannot join say why, and the node that they asked lives. */
final class BadJoinTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final AgentRuntime RUNTIME = AgentRuntime.start();
  private static final Cluster CLUSTER =
      Cluster.join(RUNTIME, ClusterConfig.loopback(0).withJoinTimeout(LONG));
  private static final String SEED = CLUSTER.self().address();

  @AfterAll
  static void end() {
    assertEquals(1, CLUSTER.nodes().size());
    CLUSTER.close();
    RUNTIME.close();
  }

  private static ClusterConfig config() {
    return ClusterConfig.loopback(0).withSeeds(SEED).withJoinTimeout(LONG);
  }

  private static String refusal(ClusterConfig config, int protocol) {
    return String.valueOf(
        assertThrows(ClusterException.class, () -> PekkoEngine.join(config, protocol, new Deaf()))
            .getMessage());
  }

  @Test
  void anotherNameIsRefused() {
    assertEquals(
        "the nodes at ["
            + SEED
            + "] are of another cluster than other, or of another version of its protocol",
        refusal(config().withName("other"), ClusterNode.PROTOCOL));
  }

  @Test
  void anotherProtocolIsRefused() {
    var refusal = refusal(config(), ClusterNode.PROTOCOL + 1);
    assertTrue(refusal.endsWith("or of another version of its protocol"), refusal);
  }

  /** An address is the identity of a node: there cannot be two. */
  @Test
  void aPortThatIsTakenIsNamed() {
    var config = ClusterConfig.loopback(CLUSTER.self().port()).withSeeds(SEED);
    assertEquals(
        "the address " + SEED + " is taken or is not of this machine; allowed: a free port",
        refusal(config, ClusterNode.PROTOCOL));
  }

  @Test
  void seedsThatDoNotAnswerAreNamedAndThePortIsFreeAgain() throws Exception {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    var config =
        ClusterConfig.loopback(free)
            .withSeeds("127.0.0.1:1")
            .withJoinTimeout(Duration.ofMillis(300));
    assertEquals(
        "no node of [127.0.0.1:1] has let this one in within PT0.3S; allowed: seeds of which one runs",
        refusal(config, ClusterNode.PROTOCOL));
    new ServerSocket(free, 1, InetAddress.getLoopbackAddress()).close();
  }

  @Test
  void valuesOutOfRangeAreNamed() {
    var good = ClusterConfig.loopback(0);
    for (var bad :
        new Object[][] {
          {(Runnable) () -> ClusterConfig.loopback(70_000), "port is 70000; allowed: 0 to 65535"},
          {
            (Runnable) () -> good.withSeeds("10.0.0.1:2551"),
            "a seed is 10.0.0.1:2551; allowed: a loopback address, or any with TLS, and a port, such as"
                + " 127.0.0.1:2551"
          },
          {
            (Runnable) () -> good.withSeeds("127.0.0.1"),
            "a seed is 127.0.0.1; allowed: a loopback address, or any with TLS, and a port, such as"
                + " 127.0.0.1:2551"
          },
          {
            (Runnable) () -> good.withName(" "),
            "the name of the cluster is  ; allowed: 1 to 100 characters"
          },
          {(Runnable) () -> good.withWindow(0), "window is 0; allowed: 1 to 1000000"},
          {
            (Runnable) () -> good.withJoinTimeout(Duration.ZERO),
            "join timeout is PT0S; allowed: more than zero, and at most an hour"
          },
          {
            (Runnable)
                () ->
                    new ClusterConfig(
                        "x",
                        "0.0.0.0",
                        1,
                        good.seeds(),
                        LONG,
                        LONG,
                        LONG,
                        1,
                        good.codec(),
                        good.tls(),
                        good.voters()),
            "host is 0.0.0.0; allowed: a loopback address, such as 127.0.0.1, or with TLS a name or an"
                + " IPv4 address"
          }
        }) {
      var refusal = assertThrows(IllegalArgumentException.class, () -> ((Runnable) bad[0]).run());
      assertEquals(bad[1], refusal.getMessage());
    }
  }

  /** Listens to nothing. */
  private static final class Deaf implements Engine.Listener {
    @Override
    public void up(Node peer) {}

    @Override
    public void unreachable(Node peer) {}

    @Override
    public void reachable(Node peer) {}

    @Override
    public void removed(Node peer) {}

    @Override
    public void frame(byte[] frame) {}

    @Override
    public void ended(String reason) {}
  }
}
