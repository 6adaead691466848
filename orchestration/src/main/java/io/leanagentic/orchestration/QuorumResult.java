package io.leanagentic.orchestration;

import io.leanagentic.AgentRef;
import io.leanagentic.orchestration.internal.Members;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How a quorum ended. Each member is in exactly one of {@link #votes}, {@link #missing} and {@link
 * #failed}.
 *
 * @param <V> the answers
 */
public sealed interface QuorumResult<V> {

  /** The votes that came before the end, in the order they came. */
  List<Vote<V>> votes();

  /** Members that had not answered at the end, or were not asked, in the order of the members. */
  List<AgentRef<?>> missing();

  /**
   * Members whose vote cannot come: they have ended, their mailbox was full, they failed, or the
   * rule threw for their vote.
   */
  List<Failure> failed();

  /** From the question to the end, by the runtime's clock. */
  Duration elapsed();

  /** Whether the rule was fulfilled. */
  default boolean isReached() {
    return this instanceof Reached<V>;
  }

  /**
   * A member without a vote.
   *
   * @param voter the member
   * @param cause why
   */
  record Failure(AgentRef<?> voter, Throwable cause) {
    /** Checks that nothing is missing. */
    public Failure {
      Objects.requireNonNull(voter, "voter");
      Objects.requireNonNull(cause, "cause");
    }
  }

  /**
   * The votes suffice.
   *
   * @param inFavour the votes that carry the decision, one or more unless the rule asks for none
   */
  record Reached<V>(
      List<Vote<V>> inFavour,
      List<Vote<V>> votes,
      List<AgentRef<?>> missing,
      List<Failure> failed,
      Duration elapsed)
      implements QuorumResult<V> {

    /** Keeps copies of the lists. */
    public Reached {
      Members.requireAll("inFavour", inFavour);
      inFavour = List.copyOf(inFavour);
      Members.requireAll("votes", votes);
      votes = List.copyOf(votes);
      Members.requireAll("missing", missing);
      missing = List.copyOf(missing);
      Members.requireAll("failed", failed);
      failed = List.copyOf(failed);
    }

    /**
     * The first answer in favour; under {@link QuorumRule#agreement} and {@link
     * QuorumRule#byzantine} the one that was agreed on.
     *
     * @throws IllegalStateException if there is no vote in favour
     */
    public V value() {
      if (inFavour.isEmpty()) {
        throw new IllegalStateException("the rule was fulfilled without a vote in favour");
      }
      return inFavour.getFirst().value();
    }

    /**
     * The votes that do not carry the decision; under {@link QuorumRule#byzantine} those of the
     * liars.
     */
    public List<Vote<V>> against() {
      var carrying = inFavour.stream().map(Vote::voter).collect(Collectors.toSet());
      return votes.stream().filter(vote -> !carrying.contains(vote.voter())).toList();
    }
  }

  /** No further vote could have fulfilled the rule. */
  record Impossible<V>(
      List<Vote<V>> votes, List<AgentRef<?>> missing, List<Failure> failed, Duration elapsed)
      implements QuorumResult<V> {

    /** Keeps copies of the lists. */
    public Impossible {
      Members.requireAll("votes", votes);
      votes = List.copyOf(votes);
      Members.requireAll("missing", missing);
      missing = List.copyOf(missing);
      Members.requireAll("failed", failed);
      failed = List.copyOf(failed);
    }
  }

  /** The deadline came before the decision. */
  record TimedOut<V>(
      List<Vote<V>> votes, List<AgentRef<?>> missing, List<Failure> failed, Duration elapsed)
      implements QuorumResult<V> {

    /** Keeps copies of the lists. */
    public TimedOut {
      Members.requireAll("votes", votes);
      votes = List.copyOf(votes);
      Members.requireAll("missing", missing);
      missing = List.copyOf(missing);
      Members.requireAll("failed", failed);
      failed = List.copyOf(failed);
    }
  }
}
