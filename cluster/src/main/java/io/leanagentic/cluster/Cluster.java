package io.leanagentic.cluster;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Subscription;
import io.leanagentic.cluster.internal.node.ClusterNode;
import io.leanagentic.cluster.spi.MessageCodec;
import io.leanagentic.orchestration.Leases;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * This process as a node of a cluster: its agents may be found by name from other nodes, and it
 * finds theirs.
 *
 * <pre>{@code
 * try (var runtime = AgentRuntime.start();
 *     var cluster = Cluster.join(runtime, ClusterConfig.loopback(2552).withSeeds("127.0.0.1:2551"))) {
 *   AgentRef<Order> desk = cluster.lookup("desk/AAPL", Order.class, Duration.ofSeconds(5)).join();
 *   desk.signal(new Buy(100));
 * }
 * }</pre>
 *
 * <p>Close the cluster before its runtime. Any thread may call any method.
 */
public sealed interface Cluster extends AutoCloseable permits ClusterNode {

  /**
   * Joins a cluster, or founds one, and returns when this node is part of it.
   *
   * @throws ClusterException if it could not; it says why, and nothing of the attempt is left
   * @throws IllegalStateException if called in a handler agent's turn, whose thread must not wait
   */
  static Cluster join(AgentRuntime runtime, ClusterConfig config) {
    return ClusterNode.join(runtime, config);
  }

  /**
   * A cluster of this process alone, without any connection, for tests: {@link #lookup} never gives
   * the agent itself, but a ref whose messages and answers become bytes and messages again, as
   * between processes. It finds what could not travel, and what relies on being the same object.
   */
  static Cluster serializing(AgentRuntime runtime) {
    return ClusterNode.serializing(runtime, MessageCodec.cbor());
  }

  /** This node. */
  Node self();

  /** The nodes of the cluster, this one among them, by address. */
  List<Node> nodes();

  /**
   * Lets all nodes find {@code agent} by {@code name}, until it ends, or {@link #withdraw}.
   *
   * @param name 1 to 200 characters; several nodes may use the same
   * @param type of its messages
   * @throws UnsupportedMessageException if some part of {@code type} cannot travel; it names the
   *     path of that part
   * @throws IllegalStateException if this node has published another living agent by that name, or
   *     has left the cluster
   */
  <M> void publish(String name, Class<M> type, AgentRef<M> agent);

  /** Ends {@link #publish}; refs of other nodes to the agent end. Nothing happens without it. */
  void withdraw(String name);

  /**
   * Finds the agent that was published by {@code name}: that of this node if there is one, else
   * that of the node whose address comes first.
   *
   * <p>The ref to an agent of another node is used as any other. Its messages arrive in the order
   * in which one sender sent them, and at most once. While {@link ClusterConfig#window} messages
   * are on their way, its mailbox fills, and then its senders wait as for any full mailbox. It ends
   * when the agent ends, is withdrawn, or when its node has left or was given up: those who watch
   * it get to know, questions fail, and messages become dead letters. {@code stop} and {@code
   * abort} end the ref, not the agent.
   *
   * @param type of its messages, as it was published, maybe in another version
   * @param timeout how long to wait until a node has published it
   * @return the ref; an await that fails with an {@link io.leanagentic.AwaitTimeoutException} if
   *     there is none in time
   * @throws UnsupportedMessageException if some part of {@code type} cannot travel
   * @throws IllegalStateException if this node has left the cluster
   */
  <M> Await<AgentRef<M>> lookup(String name, Class<M> type, Duration timeout);

  /**
   * Opens a state machine that runs on all {@link ClusterConfig#voters voters} from one log. Each
   * voter must open it; a majority of them is enough to go on. Nodes that are no voters use it
   * alike, and run nothing. Without voters, a node that founds a cluster runs it alone, until it
   * ends.
   *
   * @param name letters, digits, {@code _} and {@code -}, up to 100
   * @param commands the type of commands and questions, which go through the codec
   * @param results the type of results, as far as one reads them
   * @param snapshots the type of snapshots
   * @param machine makes the state machine in its first state; called on a voter only
   * @throws UnsupportedMessageException if some part of a type cannot be written; it names the path
   *     of that part
   * @throws ClusterException if the log cannot be opened; it says why
   * @throws IllegalStateException if this node has opened a machine of that name, has no voters
   *     although it has joined others, or has left the cluster; or if called in a handler agent's
   *     turn, whose thread must not wait
   */
  <C, R, S> ReplicatedMachine<C, R> machine(
      String name,
      Class<C> commands,
      Class<R> results,
      Class<S> snapshots,
      Supplier<? extends StateMachine<C, R, S>> machine);

  /**
   * The leases of the cluster: as those of one process, but of holders on all nodes, with tokens
   * from a log of the {@link ClusterConfig#voters voters}. Their times to live are 5 seconds or
   * more. The leases of a node that is gone are free after 5 seconds; those that it keeps alive,
   * too. A node that closes gives its own back.
   *
   * <p>On a voter, {@code find} and {@code all} see all leases, as that voter knows them; elsewhere
   * they see those of this node. Without voters, a node that founds a cluster grants them alone.
   *
   * @throws ClusterException if their log cannot be opened; it says why
   * @throws IllegalStateException if this node has no voters although it has joined others, or has
   *     left the cluster
   */
  Leases leases();

  /** Calls {@code listener} with every event from now on. What it throws is logged and ignored. */
  Subscription listen(Consumer<? super ClusterEvent> listener);

  /**
   * Leaves the cluster: sends what was taken from senders, ends all refs to agents of other nodes,
   * and tells the other nodes. Closing again changes nothing.
   *
   * @throws IllegalStateException if called in a handler agent's turn, whose thread must not wait
   */
  @Override
  void close();
}
