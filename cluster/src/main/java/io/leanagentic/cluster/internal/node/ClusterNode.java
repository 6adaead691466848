package io.leanagentic.cluster.internal.node;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Subscription;
import io.leanagentic.cluster.Cluster;
import io.leanagentic.cluster.ClusterConfig;
import io.leanagentic.cluster.ClusterEvent;
import io.leanagentic.cluster.Node;
import io.leanagentic.cluster.ReplicatedMachine;
import io.leanagentic.cluster.StateMachine;
import io.leanagentic.cluster.internal.engine.Engine;
import io.leanagentic.cluster.internal.engine.PekkoEngine;
import io.leanagentic.cluster.internal.link.Frame;
import io.leanagentic.cluster.internal.link.Item;
import io.leanagentic.cluster.internal.link.Link;
import io.leanagentic.cluster.spi.MessageCodec;
import io.leanagentic.orchestration.Leases;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A node: its peers, and what the engine tells about them. */
public final class ClusterNode implements Cluster {
  /*
   * Structure
   *   lookup gives a proxy, an agent of this runtime (RemoteRef). It turns messages into bytes and hands them to the link
   *   of the peer. There, the inlet of the ref (Inlet), an agent too, turns them into messages again and sends them to
   *   the agent that was published. So all that is true of mailboxes is true of what lies between: order, room, parking,
   *   dead letters, ends. A local signal touches none of it.
   *
   *     sender -> RemoteRef -> Link -> engine -> Peer.handle -> Inlet -> agent
   *
   *   A node that serializes has one peer: itself, without links.
   *
   * Ordering
   *   The engine calls up, removed and frame one at a time. Publishing and a peer that comes are ordered by the lock of
   *   Names, so that each peer is told of each name.
   *
   * Invariants
   *   N1  messages of one sender arrive in order                       ClusterTest.messagesArriveInOrder
   *   N2  refs to a node that has left end, and their questions fail   ClusterTest.theEndOfANodeEndsItsRefs
   *   N3  a node that was killed is one that has left                  ProcessTest.theRefsToAKilledNodeEndEverywhere
   *   N4  a node that stops for a while loses nothing                  ProcessTest.aNodeThatStopsForAWhileLosesNothing
   */

  /** Nodes of another version of the protocol are refused. */
  public static final int PROTOCOL = 1;

  private static final Logger LOG = System.getLogger(Cluster.class.getName());

  final AgentRuntime runtime;
  final MessageCodec codec;
  final int window;
  final Names names = new Names(this);
  final AtomicLong numbers = new AtomicLong();

  /** Of peers, by their incarnation. */
  private final Map<Long, Peer> peers = new ConcurrentHashMap<>();

  private final List<Consumer<? super ClusterEvent>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable String> end = new AtomicReference<>();
  private final boolean isSerializing;

  /** Set before anybody else sees this node. */
  private @Nullable Engine engine;

  private Node self = new Node("localhost", 0, 0);

  private final Logs logs;

  private ClusterNode(AgentRuntime runtime, ClusterConfig config, boolean serializing) {
    this.runtime = Objects.requireNonNull(runtime, "runtime");
    this.codec = config.codec();
    this.window = config.window();
    this.logs = new Logs(runtime, config);
    this.isSerializing = serializing;
  }

  /** See {@link Cluster#join}. */
  public static Cluster join(AgentRuntime runtime, ClusterConfig config) {
    Objects.requireNonNull(config, "config");
    AgentRuntime.beforeBlocking("join a cluster");
    var node = new ClusterNode(runtime, config, false);
    var early = new Early(node);
    node.logs.start(); // its classes are loaded before others watch this node
    Engine engine;
    try {
      engine = PekkoEngine.join(config, PROTOCOL, early);
    } catch (RuntimeException e) {
      node.logs.close();
      throw e;
    }
    node.engine = engine;
    node.self = engine.self();
    early.ready();
    return node;
  }

  /** See {@link Cluster#serializing}. */
  public static Cluster serializing(AgentRuntime runtime, MessageCodec codec) {
    var node = new ClusterNode(runtime, ClusterConfig.loopback(0).withCodec(codec), true);
    node.peers.put(0L, Peer.ofItself(node));
    return node;
  }

  // What the engine tells.

  void up(Node node) {
    Peer peer = Peer.linked(this, node, Objects.requireNonNull(engine));
    peers.put(node.incarnation(), peer);
    names.tellAll(peer);
    tell(new ClusterEvent.Joined(node));
  }

  void removed(Node node) {
    Peer peer = peers.remove(node.incarnation());
    if (peer != null) {
      Objects.requireNonNull(engine).forget(node);
      long lost = peer.end("the node " + node + " has left, or was given up");
      tell(new ClusterEvent.Left(node, lost));
    }
  }

  void frame(byte[] bytes) {
    Frame frame;
    try {
      frame = Frame.read(bytes);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "what is no frame was dropped: " + e.getMessage());
      return;
    }
    Peer peer = peers.get(frame.from());
    if (peer != null && frame.to() == self.incarnation()) { // else it comes again
      peer.frame(frame);
    }
  }

  void ended(String reason) {
    if (end.compareAndSet(null, reason)) {
      for (Peer peer : List.copyOf(peers.values())) {
        removed(peer.node);
      }
      names.end(reason);
      LOG.log(Level.WARNING, "the cluster has ended for " + self + ": " + reason);
      tell(new ClusterEvent.Ended(reason));
    }
  }

  void tell(ClusterEvent event) {
    for (Consumer<? super ClusterEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "a listener to the cluster has failed", e);
      }
    }
  }

  // What others ask for.

  @Override
  public Node self() {
    return self;
  }

  @Override
  public List<Node> nodes() {
    var nodes = new ArrayList<Node>();
    nodes.add(self);
    if (!isSerializing) {
      peers.values().forEach(it -> nodes.add(it.node));
    }
    nodes.sort(Comparator.comparing(Node::host).thenComparingInt(Node::port));
    return List.copyOf(nodes);
  }

  /** The peers, by address. */
  List<Peer> peers() {
    return peers.values().stream()
        .sorted(
            Comparator.comparing((Peer it) -> it.node.host())
                .thenComparingInt(it -> it.node.port()))
        .toList();
  }

  void toAll(Item item) {
    peers.values().forEach(it -> it.control(item));
  }

  boolean isSerializing() {
    return isSerializing;
  }

  void requireOpen() {
    String reason = end.get();
    if (reason != null) {
      throw new IllegalStateException("this node is part of no cluster: " + reason);
    }
  }

  @Override
  public <M> void publish(String name, Class<M> type, AgentRef<M> agent) {
    requireOpen();
    names.publish(name, type, agent);
  }

  @Override
  public void withdraw(String name) {
    names.withdraw(Objects.requireNonNull(name, "name"), null, "it was withdrawn");
  }

  @Override
  public <M> Await<AgentRef<M>> lookup(String name, Class<M> type, Duration timeout) {
    requireOpen();
    return names.lookup(name, type, timeout);
  }

  @Override
  public <C, R, S> ReplicatedMachine<C, R> machine(
      String name,
      Class<C> commands,
      Class<R> results,
      Class<S> snapshots,
      Supplier<? extends StateMachine<C, R, S>> machine) {
    AgentRuntime.beforeBlocking("open a replicated machine");
    return logs.consensus().machine(name, commands, results, snapshots, machine);
  }

  @Override
  public Leases leases() {
    return logs.leases();
  }

  @Override
  public Subscription listen(Consumer<? super ClusterEvent> listener) {
    Objects.requireNonNull(listener, "listener");
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void close() {
    AgentRuntime.beforeBlocking("close a cluster");
    String reason = "the node has left";
    logs.close();
    if (!end.compareAndSet(null, reason)) {
      return;
    }
    List<Peer> all = List.copyOf(peers.values());
    all.forEach(Peer::drain);
    long until = System.nanoTime() + Link.DRAIN.toNanos();
    all.forEach(it -> it.awaitDrained(until));
    Engine engine = this.engine;
    if (engine != null) {
      engine.close();
    }
    all.forEach(it -> it.end(reason));
    peers.values().forEach(it -> it.end(reason)); // that came meanwhile
    peers.clear();
    names.end(reason);
    tell(new ClusterEvent.Ended(reason));
  }
}
