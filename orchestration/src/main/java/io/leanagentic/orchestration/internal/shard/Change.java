package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.Promise;
import io.leanagentic.orchestration.ShardMap;
import io.leanagentic.orchestration.ShardMove;
import org.jspecify.annotations.Nullable;

/** A change of shards, waiting or under way. Under the lock of its group. */
final class Change {
  final String shard;
  final ShardMap map;

  /** Whether the shard gets a new agent though it stays. */
  final boolean afresh;

  final Promise<ShardMove> promise;

  /** Slots that move. */
  int moved;

  /** Transfers that are not complete. */
  int open;

  long begun;

  /** Who has nothing to do afterwards. */
  @Nullable Seat leaving;

  Change(String shard, ShardMap map, boolean afresh, Promise<ShardMove> promise) {
    this.shard = shard;
    this.map = map;
    this.afresh = afresh;
    this.promise = promise;
  }
}
