package io.leanagentic.orchestration.spi;

import io.leanagentic.Await;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.capability.Sending;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.HotKey;
import io.leanagentic.orchestration.ShardLoad;
import io.leanagentic.orchestration.ShardMap;
import io.leanagentic.orchestration.ShardMove;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Runs the shards of a group and hands keys from one to another. What {@link
 * io.leanagentic.orchestration.ShardGroup} hands over is checked.
 *
 * <p>Whatever changes meanwhile, messages of one sender for one key are handled in order, each by
 * one shard and at most once. Any thread may call any method; none but {@link #send} waits.
 *
 * @param <K> the keys
 * @param <M> the messages of the shards
 */
@Shared("any thread may call any method")
public interface ShardHost<K, M> extends AutoCloseable {

  /** Sends a message to the shard of {@code key}; as {@link io.leanagentic.AgentRef#signal}. */
  Delivery signal(@Val K key, @Sending M message);

  /** As {@link #signal}, waiting for room; as {@link io.leanagentic.AgentRef#send}. */
  Delivery send(@Val K key, @Sending M message, Duration timeout);

  /** Asks the shard of {@code key}; as {@link io.leanagentic.AgentRef#ask}. */
  <R> Await<R> ask(
      @Val K key, @Sending Function<? super Reply<R>, ? extends M> message, Duration timeout);

  /** The map when all changes so far are complete. */
  ShardMap map();

  /**
   * Changes the map, after all changes before. The await completes when all keys that move have
   * moved.
   *
   * @param shard what changes, for the result
   * @param change what throws if the change makes no sense; run at once
   */
  Await<ShardMove> change(String shard, UnaryOperator<ShardMap> change);

  /** Hands all keys of a shard to a new agent of the same name, after all changes before. */
  Await<ShardMove> replace(String shard);

  /** What the shards have to do, in the order in which they joined. */
  List<ShardLoad> loads();

  /** The keys with most messages lately, up to {@code count}, the first one first. */
  List<HotKey<K>> hotKeys(int count);

  /** Stops all shards, each after what was sent before. Closing again changes nothing. */
  @Override
  void close();
}
