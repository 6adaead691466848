package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.DuplicateNameException;
import io.leanagentic.Promise;
import io.leanagentic.orchestration.ShardConfig;
import io.leanagentic.orchestration.internal.Times;
import io.leanagentic.spi.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** Spawns the agents of a group's shards, and sets its timers. */
final class ShardAgents<M> {
  private static final Duration PAUSE = Duration.ofMillis(1);

  /** In effect no limit: what shards put aside has its own bounds, see {@link ShardBehavior}. */
  private static final int MOST_STASH = 1 << 24;

  private final AgentRuntime runtime;
  private final Clock clock;
  private final String name;
  private final Function<? super String, ? extends Behavior<M>> factory;
  private final ShardConfig config;
  private final AgentConfig agents;

  /** How many agents each shard has had. */
  private final Map<String, Integer> numbers = new HashMap<>();

  ShardAgents(
      AgentRuntime runtime,
      String name,
      Function<? super String, ? extends Behavior<M>> factory,
      ShardConfig config) {
    this.runtime = runtime;
    this.clock = runtime.config().seams().clock();
    this.name = name;
    this.factory = factory;
    this.config = config;
    this.agents = config.agents().withStash(MOST_STASH);
  }

  /** The name of the group. */
  String name() {
    return name;
  }

  AgentRuntime runtime() {
    return runtime;
  }

  <R> Promise<R> promise(Duration timeout) {
    return runtime.promise(timeout);
  }

  ShardConfig config() {
    return config;
  }

  long now() {
    return clock.nanoTime();
  }

  /** An await that fails after a moment. */
  Await<Object> pause() {
    return runtime.promise(PAUSE).await();
  }

  /** Runs {@code then} once the group's patience has passed. */
  void afterPatience(Runnable then) {
    runtime.promise(Times.capped(config.patience())).await().whenDone((_, _) -> then.run());
  }

  /** A new agent, which has no slots yet. Under the lock of {@code group}. */
  ShardInstance spawn(ShardHandovers<M> group, String shard, int hasty) {
    while (true) {
      int number = numbers.merge(shard, 1, Integer::sum) - 1;
      try {
        return spawn(group, shard, number, hasty);
      } catch (DuplicateNameException taken) {
        if (number == 0) { // the requested name, not one that we chose
          numbers.remove(shard);
          throw taken;
        }
      }
    }
  }

  private ShardInstance spawn(ShardHandovers<M> group, String shard, int number, int hasty) {
    long now = now();
    var hot =
        new HotKeys(
            config.hotKeys(),
            Times.capped(config.memory()).toNanos(),
            now,
            shard.hashCode() * 31L + number);
    var instance = new ShardInstance(group.router, shard, number, hasty, now, hot);
    Supplier<Behavior<Object>> behavior =
        () -> {
          instance.begins(now());
          return new ShardBehavior<>(
              group, instance, Objects.requireNonNull(factory.apply(shard), shard));
        };
    instance.ref =
        runtime.spawn(name + "." + shard + (number == 0 ? "" : "~" + number), agents, behavior);
    return instance;
  }
}
