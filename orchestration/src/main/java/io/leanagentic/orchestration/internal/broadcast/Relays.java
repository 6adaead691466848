package io.leanagentic.orchestration.internal.broadcast;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Delivery;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.BroadcastConfig;
import io.leanagentic.orchestration.Publication;
import io.leanagentic.orchestration.Spread;
import io.leanagentic.orchestration.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** All relays of one broadcast. */
public final class Relays<M> {
  /** Written once, before the first message to a relay, whose put publishes it. */
  private final List<AgentRef<Gram<M>>> relays = new ArrayList<>();

  private final Map<AgentRef<M>, Integer> places;
  private final AtomicLong ids = new AtomicLong();
  final BroadcastConfig config;
  final Topology<AgentRef<M>> topology;

  private Relays(Topology<AgentRef<M>> topology, BroadcastConfig config) {
    this.topology = topology;
    this.config = config;
    this.places = HashMap.newHashMap(topology.size());
    topology.members().forEach(member -> places.put(member, places.size()));
  }

  /** Spawns one relay for each member, or one for all if no other would ever tell anybody. */
  public static <M> Relays<M> start(
      AgentRuntime runtime, Topology<AgentRef<M>> topology, BroadcastConfig config) {
    var all = new Relays<>(topology, config);
    boolean one =
        config.spread() instanceof Spread.All && config.transport() == InProcessTransport.INSTANCE;
    for (int i = 0; i < (one ? 1 : topology.size()); i++) {
      int number = i;
      var members = one ? topology.members() : List.of(topology.members().get(i));
      all.relays.add(runtime.spawn(() -> new Relay<>(all, number, members)));
    }
    return all;
  }

  /** Relay number {@code number}'s member's neighbours. */
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

  /** Sends a rumor on its way. */
  public Publication publish(@Val M message) {
    return publish(message, rumor -> relays.getFirst().signal(rumor));
  }

  /** As {@link #publish(Object)}, but waits for room. */
  public Publication publish(@Val M message, Duration timeout) {
    return publish(message, rumor -> relays.getFirst().send(rumor, timeout));
  }

  private Publication publish(@Val M message, Function<Gram<M>, Delivery> way) {
    var track = new Track(topology.size());
    track.delivery(way.apply(new Gram.Rumor<>(ids.incrementAndGet(), message, -1, 0, track)));
    return track;
  }

  /** Carries {@code gram}; returns whether it is on its way, as far as is known. */
  boolean carry(int from, int to, Gram<M> gram) {
    return config.transport().carry(from, to, relays.get(to), gram) != Delivery.REJECTED;
  }

  /** Stops all. */
  public void stop() {
    relays.forEach(AgentRef::stop);
  }
}
