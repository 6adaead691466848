package io.leanagentic.orchestration.internal.broadcast;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Delivery;
import io.leanagentic.capability.Val;
import io.leanagentic.extension.Baggage;
import io.leanagentic.orchestration.BroadcastConfig;
import io.leanagentic.orchestration.BroadcastStrategy;
import io.leanagentic.orchestration.Publication;
import io.leanagentic.orchestration.Topology;
import io.leanagentic.orchestration.internal.Own;
import io.leanagentic.orchestration.internal.broadcast.GossipMessage.Rumor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All relays of one broadcast. */
public final class RelayGroup<M> {
  /*
   * Several relays within one process have a PublicationIntake before them. A relay refuses what does not fit into its
   * mailbox, and a refusal is counted but slows nobody down; so the intake admits no more at a time than the mailboxes
   * have room for. Members that gossip leaves out by chance are counted as missed when the last copy has arrived. Over
   * any other transport that moment is unknown.
   */
  private static final int LEAST_CAPACITY = 1000;

  /** A relay's mailbox has room for this many times the mean number of copies that reach it. */
  private static final int SPARE = 4;

  /** Written once, before the first message to a relay, whose put publishes it. */
  private final List<AgentRef<GossipMessage<M>>> relays = new ArrayList<>();

  private final AgentRuntime runtime;
  private final @Nullable Credit credit;

  /** Where messages enter. Written like {@link #relays}. */
  @SuppressWarnings("NullAway.Init")
  private AgentRef<GossipMessage<M>> entrance;

  private final Map<AgentRef<M>, Integer> places;
  private final AtomicLong ids = new AtomicLong();
  final BroadcastConfig config;
  final Topology<AgentRef<M>> topology;

  private RelayGroup(
      AgentRuntime runtime,
      Topology<AgentRef<M>> topology,
      BroadcastConfig config,
      @Nullable Credit credit) {
    this.runtime = runtime;
    this.topology = topology;
    this.config = config;
    this.credit = credit;
    this.places = HashMap.newHashMap(topology.size());
    topology.members().forEach(member -> places.put(member, places.size()));
  }

  /** Spawns one relay for each member, or one for all if no other would ever pass anything on. */
  public static <M> RelayGroup<M> start(
      AgentRuntime runtime, Topology<AgentRef<M>> topology, BroadcastConfig config) {
    Objects.requireNonNull(topology, "topology");
    Objects.requireNonNull(config, "config");
    boolean within = config.transport() == InProcessTransport.INSTANCE;
    boolean one = within && config.strategy() instanceof BroadcastStrategy.All;
    var credit = within && !one ? new Credit(config.memory()) : null;
    var all = new RelayGroup<>(runtime, topology, config, credit);
    AgentConfig agents = Own.agents(one ? LEAST_CAPACITY : all.capacity());
    for (int i = 0; i < (one ? 1 : topology.size()); i++) {
      int number = i;
      var members = one ? topology.members() : List.of(topology.members().get(i));
      all.relays.add(
          runtime.spawn(agents, (Supplier<Relay<M>>) () -> new Relay<>(all, number, members)));
    }
    all.entrance =
        credit == null
            ? all.relays.getFirst()
            : runtime.spawn(
                Own.agents(LEAST_CAPACITY),
                (Supplier<PublicationIntake<M>>) () -> new PublicationIntake<>(all, credit));
    return all;
  }

  private int capacity() {
    long others = Math.max(1, topology.size() - 1);
    long copies =
        switch (config.strategy()) {
          case BroadcastStrategy.All() -> 1;
          case BroadcastStrategy.Along() -> others;
          case BroadcastStrategy.Gossip(int fanout) -> Math.min(fanout, others);
          case BroadcastStrategy.PushPull(int fanout, var _) -> Math.min(fanout, others);
        };
    return Math.clamp(SPARE * copies * config.memory(), LEAST_CAPACITY, BroadcastConfig.MOST);
  }

  /** The neighbours of the member that relay {@code number} serves. */
  List<AgentRef<M>> neighbours(int number) {
    return topology.neighbours(topology.members().get(number));
  }

  /** The number of {@code member}'s relay. */
  int place(AgentRef<M> member) {
    return Objects.requireNonNull(places.get(member));
  }

  int size() {
    return relays.size();
  }

  /** Sends a message on its way. */
  public Publication publish(@Val M message) {
    return publish(message, rumor -> entrance.signal(rumor));
  }

  /** Like {@link #publish(Object)}, but waits for room. */
  public Publication publish(@Val M message, Duration timeout) {
    return publish(message, rumor -> entrance.send(rumor, timeout));
  }

  private Publication publish(@Val M message, Function<GossipMessage<M>, Delivery> way) {
    var progress = new PublicationProgress(topology.size());
    progress.delivery(
        way.apply(
            new GossipMessage.Rumor<>(
                ids.incrementAndGet(), message, -1, 0, progress, Baggage.of(runtime))));
    return progress;
  }

  /** Sends a numbered rumor to the first relay. */
  void begin(Rumor<M> rumor) {
    rumor.progress().flying.incrementAndGet();
    if (!relays.getFirst().trySignal(rumor).isTaken()) { // it has ended
      rumor.progress().missed.add(topology.size());
      landed(rumor);
    }
  }

  /** Sends to relay {@code to}; if the transport throws, that counts as refused. */
  void tell(int from, int to, Rumor<M> rumor) {
    rumor.progress().sent.increment();
    rumor.progress().flying.incrementAndGet();
    if (!carry(from, to, rumor)) {
      rumor.progress().refused.increment();
      landed(rumor);
    }
  }

  /** Carries {@code gossip}; returns whether it is on its way, as far as is known. */
  boolean carry(int from, int to, GossipMessage<M> gossip) {
    Delivery delivery;
    try {
      delivery = config.transport().carry(from, to, relays.get(to), gossip);
    } catch (Throwable broken) {
      return false;
    }
    return delivery != Delivery.REJECTED && delivery != Delivery.STOPPED;
  }

  /** A relay heard of {@code rumor} for the first time. */
  void heard(Rumor<M> rumor) {
    if (credit != null && rumor.progress().heard.incrementAndGet() == size() && compares()) {
      credit.settled(rumor.id());
    }
  }

  /** A copy of {@code rumor} is no longer on its way, and the copies that it caused are counted. */
  void landed(Rumor<M> rumor) {
    if (rumor.progress().flying.decrementAndGet() == 0 && credit != null && !compares()) {
      rumor.progress().missed.add(Math.max(0, size() - rumor.progress().heard.get()));
      credit.settled(rumor.id());
    }
  }

  /** Whether a relay is known to lack one of the messages up to that number. */
  boolean isLacking(long id) {
    return credit != null && !credit.isSettled(id);
  }

  private boolean compares() {
    return config.strategy() instanceof BroadcastStrategy.PushPull;
  }

  /** A relay ends. */
  void ended() {
    if (credit != null) {
      credit.end();
    }
  }

  /** Stops all. */
  public void stop() {
    ended();
    entrance.stop();
    relays.forEach(AgentRef::stop);
  }
}
