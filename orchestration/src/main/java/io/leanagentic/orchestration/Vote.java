package io.leanagentic.orchestration;

import io.leanagentic.AgentRef;
import java.util.Objects;

/**
 * What one member of a quorum answered.
 *
 * @param voter the member that answered
 * @param value the answer
 * @param <V> the answers
 */
public record Vote<V>(AgentRef<?> voter, V value) {

  /** Checks that nothing is missing. */
  public Vote {
    Objects.requireNonNull(voter, "voter");
    Objects.requireNonNull(value, "value");
  }
}
