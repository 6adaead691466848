package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.Promise;
import io.leanagentic.orchestration.ShardMap;
import io.leanagentic.orchestration.ShardMove;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A change of shards, waiting or under way. Under the lock of its group. */
final class Change {
  final String shard;

  /** What it makes of the map before; again if that becomes another. */
  final UnaryOperator<ShardMap> operation;

  ShardMap map;

  /** The map before it; set when it begins. */
  @Nullable ShardMap before;

  /** Whether the shard gets a new agent though it stays. */
  final boolean afresh;

  final Promise<ShardMove> promise;

  /** Slots that move. */
  int moved;

  /** Handoffs that are not complete. */
  int open;

  /** Slots that moved without the state that was given for them. */
  int lost;

  long begun;

  /** Whether its shard gets a new agent, which has taken nothing so far. */
  boolean fresh;

  /** The instance without slots afterwards. */
  @Nullable ShardInstance leaving;

  Change(
      String shard,
      UnaryOperator<ShardMap> operation,
      ShardMap map,
      boolean afresh,
      Promise<ShardMove> promise) {
    this.shard = shard;
    this.operation = operation;
    this.map = map;
    this.afresh = afresh;
    this.promise = promise;
  }
}
