package io.leanagentic.cluster;

import java.time.Duration;
import java.util.Objects;

/**
 * Where a command stands in the log of a {@link ReplicatedMachine}: the same on all voters.
 *
 * @param index greater than that of every command before
 * @param time the time of the log, which never runs backwards: the leader measures it, and time
 *     without a leader does not count. The only clock a {@link StateMachine} may look at
 */
public record LogPosition(long index, Duration time) {
  /** Checks that there is a time. */
  public LogPosition {
    Objects.requireNonNull(time, "time");
  }
}
