package io.leanagentic.observe.internal.look;

import io.leanagentic.AgentRef;
import io.leanagentic.observe.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A finding, and the agent that it blames, if that is one. */
public record Verdict(Optional<AgentRef<?>> culprit, Finding finding) {

  /** Blames {@code agent}. */
  public static Verdict on(
      AgentRef<?> agent,
      String kind,
      String what,
      List<String> evidence,
      String cure,
      long sinceNanos) {
    var finding =
        new Finding(kind, Words.path(agent), what, evidence, cure, Duration.ofNanos(sinceNanos));
    return new Verdict(Optional.of(agent), finding);
  }

  /** Blames no single agent. */
  public static Verdict of(
      String kind, String what, List<String> evidence, String cure, long sinceNanos) {
    var finding = new Finding(kind, "", what, evidence, cure, Duration.ofNanos(sinceNanos));
    return new Verdict(Optional.empty(), finding);
  }
}
