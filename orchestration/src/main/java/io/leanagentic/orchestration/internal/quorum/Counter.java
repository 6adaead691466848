package io.leanagentic.orchestration.internal.quorum;

import io.leanagentic.AgentRef;
import io.leanagentic.orchestration.QuorumRule;
import io.leanagentic.orchestration.Tally;
import io.leanagentic.orchestration.Vote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts the votes of one question. Used by one thread at a time.
 *
 * @param <V> the answers
 */
abstract class Counter<V> {

  /** A fresh counter for {@code rule}. */
  @SuppressWarnings("unchecked") // a rule only consumes answers, so a rule of a wider type fits
  static <V> Counter<V> of(QuorumRule<? super V> rule, int members) {
    return switch ((QuorumRule<V>) rule) {
      case QuorumRule.Count<V>(var share, var inFavour) ->
          new Weights<>(Map.of(), share.of(members), inFavour);
      case QuorumRule.Weighted<V>(var weights, var threshold, var inFavour) ->
          new Weights<>(weights, threshold, inFavour);
      case QuorumRule.Agreement<V>(var share) -> new Equals<>(share.of(members));
      case QuorumRule.When<V>(var reached, var impossible) ->
          new Predicates<>(reached, impossible, members);
    };
  }

  /** Counts {@code vote}. If this throws, the vote is not counted, and its voter has failed. */
  abstract void count(Vote<V> vote);

  /** Whether the votes so far suffice. */
  abstract boolean isReached(int open);

  /**
   * Whether they may suffice once {@code open} members of total weight {@code weight} have voted.
   */
  abstract boolean isPossible(int open, long weight);

  /** The votes that carry the decision, once it is reached. */
  abstract List<Vote<V>> inFavour();

  /** The weight of a member. */
  long weightOf(AgentRef<?> member) {
    return 1;
  }

  /** Enough weight in favour. */
  private static final class Weights<V> extends Counter<V> {
    private final Map<AgentRef<?>, Integer> weights;
    private final long needed;
    private final Predicate<? super V> accepts;
    private final List<Vote<V>> inFavour = new ArrayList<>();
    private long sum;

    Weights(Map<AgentRef<?>, Integer> weights, long needed, Predicate<? super V> accepts) {
      this.weights = weights;
      this.needed = needed;
      this.accepts = accepts;
    }

    @Override
    void count(Vote<V> vote) {
      if (accepts.test(vote.value())) {
        inFavour.add(vote);
        sum += weightOf(vote.voter());
      }
    }

    @Override
    long weightOf(AgentRef<?> member) {
      return weights.isEmpty() ? 1 : Objects.requireNonNull(weights.get(member), "weight");
    }

    @Override
    boolean isReached(int open) {
      return sum >= needed;
    }

    @Override
    boolean isPossible(int open, long weight) {
      return sum + weight >= needed;
    }

    @Override
    List<Vote<V>> inFavour() {
      return inFavour;
    }
  }

  /** Enough equal votes. */
  private static final class Equals<V> extends Counter<V> {
    private final int k;
    private final Map<V, List<Vote<V>>> byValue = new HashMap<>();
    private @Nullable List<Vote<V>> most;

    Equals(int k) {
      this.k = k;
    }

    @Override
    void count(Vote<V> vote) {
      var same = byValue.computeIfAbsent(vote.value(), value -> new ArrayList<>());
      same.add(vote);
      if (most == null || same.size() > most.size()) {
        most = same;
      }
    }

    private int agreeing() {
      return most == null ? 0 : most.size();
    }

    @Override
    boolean isReached(int open) {
      return agreeing() >= k;
    }

    @Override
    boolean isPossible(int open, long weight) {
      return agreeing() + weight >= k;
    }

    @Override
    List<Vote<V>> inFavour() {
      return most == null ? List.of() : most;
    }
  }

  /** As the predicates say. */
  private static final class Predicates<V> extends Counter<V> {
    private final Predicate<? super Tally<V>> reached;
    private final Predicate<? super Tally<V>> impossible;
    private final int members;
    private Votes<V> votes;

    Predicates(
        Predicate<? super Tally<V>> reached, Predicate<? super Tally<V>> impossible, int members) {
      this.reached = reached;
      this.impossible = impossible;
      this.members = members;
      this.votes = Votes.none(members);
    }

    @Override
    void count(Vote<V> vote) {
      votes = votes.and(vote);
    }

    @Override
    boolean isReached(int open) {
      return !votes.isEmpty() && reached.test(new Tally<>(votes, members, open));
    }

    @Override
    boolean isPossible(int open, long weight) {
      return open > 0 && !impossible.test(new Tally<>(votes, members, open));
    }

    @Override
    List<Vote<V>> inFavour() {
      return votes;
    }
  }
}
