package io.leanagentic.observe;

import io.leanagentic.observe.internal.look.Json;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Whether a runtime is well, and why not.
 *
 * @param status in a word
 * @param reasons in sentences; none if it is up
 * @param findings what is wrong, the worst first
 * @param at when, by the runtime's clock
 */
public record Health(Status status, List<String> reasons, List<Finding> findings, Instant at) {

  /** How a runtime is. */
  public enum Status {
    /** Nothing is wrong. */
    UP,
    /** It works, and something is wrong with an agent or with its load: people should look. */
    DEGRADED,
    /** It has ended, or runs nothing though agents are ready: only a new process helps. */
    DOWN
  }

  /** Keeps copies of the lists. */
  public Health {
    Objects.requireNonNull(status, "status");
    for (String reason : Objects.requireNonNull(reasons, "reasons")) {
      Objects.requireNonNull(reason, "a reason");
    }
    for (Finding finding : Objects.requireNonNull(findings, "findings")) {
      Objects.requireNonNull(finding, "a finding");
    }
    Objects.requireNonNull(at, "at");
    reasons = List.copyOf(reasons);
    findings = List.copyOf(findings);
  }

  /** Whether a probe should succeed: up or degraded. */
  public boolean isAlive() {
    return status != Status.DOWN;
  }

  /** As JSON, in the manner of {@link Snapshot#toJson}. */
  public String toJson() {
    return Json.of(this);
  }

  /** For people: the word, then the sentences. */
  @Override
  public String toString() {
    return reasons.isEmpty() ? status.name() : status + ": " + String.join(" ", reasons);
  }
}
