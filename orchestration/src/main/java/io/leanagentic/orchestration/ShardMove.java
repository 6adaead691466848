package io.leanagentic.orchestration;

import java.time.Duration;

/**
 * A change of shards that is complete: all keys that had to move are at their new shard.
 *
 * @param shard what changed
 * @param moved slots that moved
 * @param slots of how many
 * @param elapsed how long it took, from the moment it began
 */
public record ShardMove(String shard, int moved, int slots, Duration elapsed) {
  /** The part of all keys that moved, from 0 to 1. */
  public double share() {
    return (double) moved / slots;
  }
}
