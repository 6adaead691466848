package io.leanagentic.cluster.internal.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentRuntime;
import io.leanagentic.cluster.Cluster;
import io.leanagentic.cluster.Node;
import io.leanagentic.cluster.internal.engine.Engine;
import io.leanagentic.cluster.internal.link.Frame;
import io.leanagentic.cluster.internal.link.Item;
import io.leanagentic.cluster.internal.link.Lane;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of refs of another node: nothing, once both ends have said that it has ended. */
final class PeerTest {
  private static final Node THERE = new Node("127.0.0.1", 2, 22);
  private static final Item OPEN = new Item.Open(1, 10, "name");
  private static final Item CLOSE = new Item.Close(1, 0);

  private final AgentRuntime runtime = AgentRuntime.start();
  private final Cluster cluster = Cluster.serializing(runtime);
  private final Peer peer = Peer.linked((ClusterNode) cluster, THERE, new Nowhere());
  private long opened;
  private long closed;

  record Text(String text) {}

  @AfterEach
  void end() {
    peer.end("the test ends");
    cluster.close();
    runtime.abort();
  }

  /** By the link of messages. */
  private void open() {
    peer.frame(new Frame(Lane.MESSAGES, 22, 0, ++opened, List.of(OPEN)));
  }

  /** By the other one. */
  private void close() {
    peer.frame(new Frame(Lane.CONTROL, 22, 0, ++closed, List.of(CLOSE)));
  }

  private void publish() {
    cluster.publish("name", Text.class, runtime.spawn((_, _) -> {}));
  }

  @Test
  void aRefThatIsClosed() {
    publish();
    open();
    assertEquals(1, peer.kept());
    close();
    assertEquals(0, peer.kept());
  }

  @Test
  void aRefThatIsClosedBeforeItIsOpened() {
    publish();
    close();
    open();
    assertEquals(0, peer.kept());
  }

  @Test
  void aRefThatIsClosedWhileItsAgentEnds() {
    publish();
    open();
    peer.gone("name", "the agent has ended");
    close();
    assertEquals(0, peer.kept());
  }

  @Test
  void aRefToNoAgent() {
    open();
    close();
    assertEquals(0, peer.kept());
  }

  @Test
  void aRefToNoAgentThatIsClosedBeforeItIsOpened() {
    close();
    open();
    assertEquals(0, peer.kept());
  }

  /** An engine that loses everything. */
  private static final class Nowhere implements Engine {
    @Override
    public Node self() {
      return new Node("127.0.0.1", 1, 11);
    }

    @Override
    public void send(Node peer, byte[] frame) {}

    @Override
    public void forget(Node peer) {}

    @Override
    public void close() {}
  }
}
