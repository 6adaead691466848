package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.Promise;
import io.leanagentic.orchestration.ShardMap;
import io.leanagentic.orchestration.ShardMove;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A change of shards, waiting or under way. Guarded by the lock of its group. */
final class Change {
  final String shard;

  /** Makes {@link #map} of the map before; applied again if that one changes. */
  final UnaryOperator<ShardMap> operation;

  ShardMap map;

  /** The map before it; set when it begins. */
  @Nullable ShardMap before;

  /** Whether the shard stays, but gets a new agent. */
  final boolean afresh;

  final Promise<ShardMove> promise;

  /** Slots that move. */
  int moved;

  /** Handoffs that are not complete. */
  int open;

  /** Slots that moved, but lost the state that came with them. */
  int lost;

  long begun;

  /** Whether its shard gets a new agent, which has taken nothing so far. */
  boolean fresh;

  /** The instance that has no slots afterwards. */
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
