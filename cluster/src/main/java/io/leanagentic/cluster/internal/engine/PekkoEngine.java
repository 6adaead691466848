package io.leanagentic.cluster.internal.engine;

import io.leanagentic.cluster.ClusterConfig;
import io.leanagentic.cluster.ClusterException;
import io.leanagentic.cluster.Node;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.setup.Setup;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.remote.artery.tcp.SSLEngineProviderSetup;
import org.jspecify.annotations.Nullable;

/** The engine on Apache Pekko: its cluster for membership, its remoting for frames. */
public final class PekkoEngine implements Engine {
  /*
   * Structure
   *   One actor, the Gateway, gets all frames and all events; frames are sent to the Gateway of the peer. The engine
   *   schedules nothing else. All systems have one name, so that a node of another cluster is refused by NameCheck, with
   *   a reason, and not ignored.
   *
   * Invariants
   *   E1  a join that fails leaves neither port nor thread     BadJoinTest
   *   E2  with TLS, who shows no certificate is no node        TlsTest.aNodeWithoutCertificateIsRefused
   */
  private static final String SYSTEM = "lean-agentic";
  private static final String GATEWAY = "gateway";
  private static final Duration LEAVE = Duration.ofSeconds(15);

  private final ActorSystem system;
  private final Node self;
  private final Map<Node, ActorRef> gateways = new ConcurrentHashMap<>();
  private volatile boolean isClosing;

  private PekkoEngine(ActorSystem system) {
    this.system = system;
    this.self = node(Cluster.get(system).selfMember().uniqueAddress());
  }

  /**
   * Joins.
   *
   * @param protocol nodes of another one are refused
   * @throws ClusterException if that fails; it says why
   */
  public static PekkoEngine join(ClusterConfig config, int protocol, Listener listener) {
    config.tls().map(Tls::new).ifPresent(tls -> seeds(config).forEach(it -> check(tls, it)));
    ActorSystem system = start(config, protocol);
    try {
      var engine = new PekkoEngine(system);
      var up = new CompletableFuture<@Nullable Void>();
      Cluster cluster = Cluster.get(system);
      cluster.registerOnMemberUp(() -> up.complete(null));
      system
          .getWhenTerminated()
          .whenComplete((done, failure) -> up.completeExceptionally(ended(system, config)));
      system.actorOf(Props.create(Gateway.class, () -> new Gateway(listener)), GATEWAY);
      if (config.seeds().isEmpty()) {
        cluster.join(cluster.selfAddress());
      } else {
        cluster.joinSeedNodes(seeds(config));
      }
      up.get(config.joinTimeout().toNanos(), TimeUnit.NANOSECONDS);
      system.getWhenTerminated().whenComplete((done, failure) -> listener.ended(engine.whyEnded()));
      return engine;
    } catch (TimeoutException e) {
      terminate(system);
      throw new ClusterException(
          "no node of "
              + config.seeds()
              + " has let this one in within "
              + config.joinTimeout()
              + "; allowed: seeds of which one runs");
    } catch (InterruptedException e) {
      terminate(system);
      Thread.currentThread().interrupt();
      throw new ClusterException("the join was interrupted");
    } catch (ExecutionException e) {
      terminate(system);
      throw e.getCause() instanceof ClusterException refused
          ? refused
          : new ClusterException("the join has failed", e.getCause());
    }
  }

  private static void check(Tls tls, Address seed) {
    tls.check(seed.getHost().orElseThrow(), seed.getPort().orElseThrow());
  }

  private static ActorSystem start(ClusterConfig config, int protocol) {
    try {
      Setup setup =
          BootstrapSetup.create(
              Optional.of(PekkoEngine.class.getClassLoader()),
              Optional.of(EngineSettings.of(config, protocol)),
              Optional.empty());
      ActorSystemSetup all = ActorSystemSetup.create(setup);
      if (config.tls().isPresent()) {
        var tls = new Tls(config.tls().get());
        all = all.withSetup(SSLEngineProviderSetup.create(_ -> tls));
      }
      return ActorSystem.create(SYSTEM, all);
    } catch (Throwable t) { // the engine throws checked exceptions that it does not declare
      String where = config.host() + ":" + config.port();
      for (Throwable cause = t; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException) {
          throw new ClusterException(
              "the address " + where + " is taken or is not of this machine; allowed: a free port",
              t);
        }
      }
      throw new ClusterException("the engine could not start at " + where, t);
    }
  }

  private static List<Address> seeds(ClusterConfig config) {
    var seeds = new ArrayList<Address>();
    for (String seed : config.seeds()) {
      int colon = seed.lastIndexOf(':');
      seeds.add(
          new Address(
              "pekko",
              SYSTEM,
              seed.substring(0, colon),
              Integer.parseInt(seed.substring(colon + 1))));
    }
    return seeds;
  }

  private static ClusterException ended(ActorSystem system, ClusterConfig config) {
    boolean isOther =
        CoordinatedShutdown.get(system)
            .getShutdownReason()
            .filter(CoordinatedShutdown.incompatibleConfigurationDetectedReason()::equals)
            .isPresent();
    return new ClusterException(
        isOther
            ? "the nodes at "
                + config.seeds()
                + " are of another cluster than "
                + config.name()
                + ", or of another version of its protocol"
            : "the node was shut down while it joined");
  }

  private String whyEnded() {
    if (isClosing) {
      return "the node has left";
    }
    return "the other nodes have given this one up, or it has lost the majority";
  }

  static Node node(UniqueAddress member) {
    Address address = member.address();
    return new Node(address.getHost().orElse("?"), address.getPort().orElse(0), member.longUid());
  }

  @Override
  public Node self() {
    return self;
  }

  @Override
  public void send(Node peer, byte[] frame) {
    gateways.computeIfAbsent(peer, this::gateway).tell(frame, ActorRef.noSender());
  }

  private ActorRef gateway(Node peer) {
    var address = new Address("pekko", SYSTEM, peer.host(), peer.port());
    return ((ExtendedActorSystem) system).provider().resolveActorRef(address + "/user/" + GATEWAY);
  }

  @Override
  public void forget(Node peer) {
    gateways.remove(peer);
  }

  @Override
  public void close() {
    isClosing = true;
    var left =
        CoordinatedShutdown.get(system)
            .runAll(CoordinatedShutdown.clusterLeavingReason())
            .toCompletableFuture();
    try {
      left.get(LEAVE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // what could not be said to the others: they find out by their failure detectors
    } finally {
      terminate(system);
    }
  }

  private static void terminate(ActorSystem system) {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(LEAVE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // its threads are daemons
    }
  }
}
