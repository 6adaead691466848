package io.leanagentic.observe;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Something that is wrong, in words: who, what, since when, and what to do about it. The words
 * quote names that users chose.
 *
 * @param kind which kind of trouble, such as {@code full-mailbox}
 * @param agent the path of the agent that causes it; empty if it is not one agent
 * @param what the trouble, in one sentence
 * @param evidence what was seen, in sentences
 * @param cure what to do, in a sentence or two
 * @param since for how long it has been seen
 */
public record Finding(
    String kind, String agent, String what, List<String> evidence, String cure, Duration since) {

  /** Keeps a copy of {@code evidence}. */
  public Finding {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(agent, "agent");
    Objects.requireNonNull(what, "what");
    for (String sentence : Objects.requireNonNull(evidence, "evidence")) {
      Objects.requireNonNull(sentence, "a sentence of evidence");
    }
    evidence = List.copyOf(evidence);
    Objects.requireNonNull(cure, "cure");
    Objects.requireNonNull(since, "since");
  }

  /** A paragraph for people. */
  @Override
  public String toString() {
    return what + " " + String.join(" ", evidence) + " Cure: " + cure;
  }
}
