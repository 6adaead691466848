package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.Subscription;
import io.leanagentic.extension.Inspection;
import io.leanagentic.orchestration.HotKey;
import io.leanagentic.orchestration.ShardConfig;
import io.leanagentic.orchestration.ShardLoad;
import io.leanagentic.orchestration.ShardMap;
import io.leanagentic.orchestration.ShardMove;
import io.leanagentic.orchestration.internal.Times;
import io.leanagentic.orchestration.spi.ShardHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The shards of one group within one process: sends to them, changes them, and reports on them. */
public final class InProcessShardHost<K, M> implements ShardHost<K, M> {
  private final ShardAgents<M> agents;
  private final ShardHandovers<M> handovers;
  private final Subscription panel;
  final ShardRouter router;

  private InProcessShardHost(ShardAgents<M> agents, ShardHandovers<M> handovers) {
    this.agents = agents;
    this.handovers = handovers;
    this.router = handovers.router;
    this.panel =
        Inspection.of(agents.runtime()).show(() -> ShardPanel.of(agents.name(), handovers.loads()));
  }

  /** Spawns an agent for each shard of {@code map}. */
  public static <K, M> InProcessShardHost<K, M> start(
      AgentRuntime runtime,
      String name,
      ShardMap map,
      Function<? super String, ? extends Behavior<M>> factory,
      ShardConfig config) {
    var agents = new ShardAgents<>(runtime, name, factory, config);
    var handovers = new ShardHandovers<>(agents, map);
    handovers.start();
    return new InProcessShardHost<>(agents, handovers);
  }

  // Sending.

  @Override
  public Delivery signal(K key, M message) {
    return router.signal(key, message);
  }

  @Override
  public Delivery send(K key, M message, Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout is " + timeout + "; allowed: zero or more");
    }
    long deadline = agents.now() + Times.capped(timeout).toNanos();
    return router.send(
        key,
        message,
        (owner, envelope) ->
            owner.send(envelope, Duration.ofNanos(Math.max(0, deadline - agents.now()))));
  }

  @Override
  public <R> Await<R> ask(
      K key, Function<? super Reply<R>, ? extends M> message, Duration timeout) {
    return router.ask(key, message, timeout);
  }

  // Changes.

  @Override
  public ShardMap map() {
    return handovers.planned();
  }

  @Override
  public Await<ShardMove> change(String shard, UnaryOperator<ShardMap> change) {
    return handovers.plan(shard, change, false);
  }

  @Override
  public Await<ShardMove> replace(String shard) {
    return handovers.plan(
        shard,
        map -> {
          map.weight(shard); // throws if there is none
          return map;
        },
        true);
  }

  @Override
  public void close() {
    panel.close();
    handovers.close();
  }

  // Looking.

  @Override
  public List<ShardLoad> loads() {
    return handovers.loads();
  }

  @Override
  public List<HotKey<K>> hotKeys(int count) {
    List<ShardInstance> instances = handovers.members();
    long now = agents.now();
    double total = 0;
    for (ShardInstance instance : instances) {
      total += instance.hotKeys.total(now);
    }
    List<HotKey<K>> keys = new ArrayList<>();
    for (ShardInstance instance : instances) {
      for (var estimate : instance.hotKeys.estimates(now)) {
        @SuppressWarnings("unchecked") // it came with a signal
        K key = (K) estimate.key();
        keys.add(
            new HotKey<>(key, instance.shard, estimate.count() / total, estimate.error() / total));
      }
    }
    keys.sort(Comparator.comparingDouble((HotKey<K> key) -> key.share()).reversed());
    return List.copyOf(keys.subList(0, Math.min(count, keys.size())));
  }
}
