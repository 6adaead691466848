package io.leanagentic.orchestration;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.capability.Sending;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.internal.shard.InProcessShardHost;
import io.leanagentic.orchestration.spi.ShardHost;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Agents that share out keys among themselves: a message for a key goes to the one that has the
 * key.
 *
 * <pre>{@code
 * ShardGroup<String, Tick> analyzers =
 *     ShardGroup.start(runtime, "analyzers", List.of("a", "b", "c"), shard -> new Analyzer());
 * analyzers.signal("AAPL", tick);
 * analyzers.add("d", 1);                  // takes over a quarter of the keys, while messages come
 * }</pre>
 *
 * <p>The group owns its agents: it spawns them from a factory, and replaces one that ends by itself
 * with a new one, which gets the messages that the old one had not handled. While shards come, go
 * and are replaced, messages of one sender for one key are handled in the order in which they were
 * sent, each at most once, and a message that was {@linkplain Delivery#isTaken taken} is not lost.
 * The state of a key goes with it if the behavior implements {@link Handover}.
 *
 * <p>Changes are made one after the other, in the background; the await of each says when its keys
 * are all at their new shards. One whose new agent cannot be spawned, or ends before it has taken
 * anything, fails and leaves no trace: its keys are where they were. A message that comes meanwhile
 * waits at its key's new shard: on hold up to {@link ShardConfig#hold}, then in the mailbox, whose
 * senders are then slowed down as always.
 *
 * <p>A shard's behavior handles its messages in one of its methods, so it cannot {@linkplain
 * io.leanagentic.AgentContext#become become} another. Any thread may call any method.
 *
 * @param <K> the keys; immutable, told apart by {@code equals}; see {@link ShardMap#slot}
 * @param <M> the messages of the shards
 */
@Shared("its host orders what it shares, see ShardRaceTest")
public final class ShardGroup<K, M> implements AutoCloseable {
  private final ShardHost<K, M> host;

  private ShardGroup(ShardHost<K, M> host) {
    this.host = Objects.requireNonNull(host, "host");
  }

  /**
   * Starts a group within one process, of shards that weigh the same.
   *
   * @param name of the group; its agents are called {@code name.shard}
   * @param shards their names; one or more, each once
   * @param factory makes the behavior of the shard with that name, again after a failure or a
   *     replacement
   */
  public static <K, M> ShardGroup<K, M> start(
      AgentRuntime runtime,
      String name,
      List<String> shards,
      @Val Function<? super String, ? extends Behavior<M>> factory) {
    return start(runtime, name, ShardMap.of(shards), factory, ShardConfig.DEFAULT);
  }

  /**
   * Starts a group within one process.
   *
   * @param map which shard begins with which keys
   * @throws IllegalArgumentException if {@code map} is without shards, or the name of the group or
   *     a shard is none for an agent
   */
  public static <K, M> ShardGroup<K, M> start(
      AgentRuntime runtime,
      String name,
      ShardMap map,
      @Val Function<? super String, ? extends Behavior<M>> factory,
      ShardConfig config) {
    Objects.requireNonNull(runtime, "runtime");
    Objects.requireNonNull(factory, "factory");
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(map, "map");
    if (map.shards().isEmpty()) {
      throw new IllegalArgumentException(
          "group '" + name + "' has no shards; allowed: one or more");
    }
    checkGroup(name);
    map.shards().forEach(ShardGroup::checkShard);
    return of(InProcessShardHost.start(runtime, name, map, factory, config));
  }

  /** The shards of {@code host}. */
  public static <K, M> ShardGroup<K, M> of(ShardHost<K, M> host) {
    return new ShardGroup<>(host);
  }

  private static void checkGroup(String group) {
    Objects.requireNonNull(group, "name");
    if (group.isBlank() || group.startsWith("$") || group.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "name of a group is '" + group + "'; allowed: not blank, no '/', not beginning with '$'");
    }
  }

  private static void checkShard(String shard) {
    Objects.requireNonNull(shard, "shard");
    if (shard.indexOf('/') >= 0 || shard.indexOf('~') >= 0) {
      throw new IllegalArgumentException(
          "name of a shard is '"
              + shard
              + "'; allowed: no '/', and no '~', which numbers its agents");
    }
  }

  // Messages.

  /**
   * Sends one message to the shard of {@code key}, one way, and returns at once; as {@link
   * io.leanagentic.AgentRef#signal}.
   *
   * @return what became of it; {@link Delivery#STOPPED} if the group is closed, or the key's shard
   *     ended so soon after it began that it waits before it is replaced
   */
  public Delivery signal(@Val K key, @Sending M message) {
    return host.signal(key, Objects.requireNonNull(message, "message"));
  }

  /**
   * Sends one message to the shard of {@code key}, waiting for room no longer than {@code timeout}.
   * Not for handler agents; as {@link io.leanagentic.AgentRef#send}.
   */
  public Delivery send(@Val K key, @Sending M message, Duration timeout) {
    return host.send(key, Objects.requireNonNull(message, "message"), timeout);
  }

  /**
   * Asks the shard of {@code key}; as {@link io.leanagentic.AgentRef#ask}.
   *
   * @param message makes the message from the reply that it is to carry
   * @param timeout how long to wait for the answer; more than zero
   * @return fails with {@link io.leanagentic.AgentStoppedException} if the shard ends before it has
   *     handled the question
   */
  public <R> Await<R> ask(
      @Val K key, @Sending Function<? super Reply<R>, ? extends M> message, Duration timeout) {
    return host.ask(key, Objects.requireNonNull(message, "message"), timeout);
  }

  // Shards.

  /** Which shard has which key, when all changes so far are complete. */
  public ShardMap map() {
    return host.map();
  }

  /**
   * Adds a shard, which takes its share of the keys from the others.
   *
   * @param weight twice the weight has twice the keys; see {@link ShardMap#with}
   * @throws IllegalArgumentException if there is one of that name, or a value is out of range
   * @throws IllegalStateException if the group is closed
   */
  public Await<ShardMove> add(String shard, int weight) {
    checkShard(shard);
    return host.change(shard, map -> map.with(shard, weight));
  }

  /**
   * Removes a shard: its keys go to the others, then its agent stops.
   *
   * @throws java.util.NoSuchElementException if there is none of that name
   * @throws IllegalArgumentException if it is the last one
   * @throws IllegalStateException if the group is closed
   */
  public Await<ShardMove> remove(String shard) {
    return host.change(shard, map -> map.without(shard));
  }

  /**
   * Changes the weight of a shard.
   *
   * @throws java.util.NoSuchElementException if there is none of that name
   * @throws IllegalArgumentException if the weight is out of range
   * @throws IllegalStateException if the group is closed
   */
  public Await<ShardMove> reweigh(String shard, int weight) {
    return host.change(shard, map -> map.weighing(shard, weight));
  }

  /**
   * Hands all keys of a shard to a new agent of the same name, and stops the old one.
   *
   * @throws java.util.NoSuchElementException if there is none of that name
   * @throws IllegalStateException if the group is closed
   */
  public Await<ShardMove> replace(String shard) {
    return host.replace(shard);
  }

  // Looking.

  /** The load of each shard, in the order in which they joined. */
  public List<ShardLoad> loads() {
    return host.loads();
  }

  /**
   * The keys that got most messages lately, the hottest first, as estimated from samples.
   *
   * @param count how many at most; one or more
   */
  public List<HotKey<K>> hotKeys(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("number of hot keys is " + count + "; allowed: 1 or more");
    }
    return host.hotKeys(count);
  }

  /** Stops all shards, each after what was sent before. Closing again changes nothing. */
  @Override
  public void close() {
    host.close();
  }
}
