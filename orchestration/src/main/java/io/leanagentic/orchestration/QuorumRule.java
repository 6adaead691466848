package io.leanagentic.orchestration;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Val;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * When the votes suffice. A rule is a value without state: it may be shared and used again.
 *
 * <p>Rules made without a predicate count every answer, as a read of k replicas does. Those made
 * with one count the answers that it accepts; the others are votes against. A predicate may run in
 * the thread of any voter, for one vote at a time: it captures only what is immutable or shared;
 * keep it short. A vote for which it throws counts as failed.
 *
 * @param <V> the answers
 */
public sealed interface QuorumRule<V> {

  /** At least {@code k} answers. */
  static <V> QuorumRule<V> atLeast(int k) {
    return atLeast(k, vote -> true);
  }

  /** At least {@code k} answers that {@code inFavour} accepts; 1 to the number of members. */
  static <V> QuorumRule<V> atLeast(int k, @Val Predicate<? super V> inFavour) {
    return new Count<>(new Share.Fixed(k), inFavour);
  }

  /** Answers of more than half of the members. */
  static <V> QuorumRule<V> majority() {
    return majority(vote -> true);
  }

  /** {@code inFavour} accepts the answers of more than half of the members. */
  static <V> QuorumRule<V> majority(@Val Predicate<? super V> inFavour) {
    return new Count<>(Share.Part.MAJORITY, inFavour);
  }

  /** Answers of two thirds of the members or more. */
  static <V> QuorumRule<V> supermajority() {
    return supermajority(vote -> true);
  }

  /** {@code inFavour} accepts the answers of two thirds of the members or more. */
  static <V> QuorumRule<V> supermajority(@Val Predicate<? super V> inFavour) {
    return new Count<>(Share.Part.SUPERMAJORITY, inFavour);
  }

  /** Answers of all members. */
  static <V> QuorumRule<V> unanimous() {
    return unanimous(vote -> true);
  }

  /** {@code inFavour} accepts the answers of all members. */
  static <V> QuorumRule<V> unanimous(@Val Predicate<? super V> inFavour) {
    return new Count<>(Share.Part.ALL, inFavour);
  }

  /** Members whose weights add up to {@code threshold} or more answered. */
  static <V> QuorumRule<V> weighted(Map<? extends AgentRef<?>, Integer> weights, long threshold) {
    return weighted(weights, threshold, vote -> true);
  }

  /**
   * {@code inFavour} accepts the answers of members whose weights add up to {@code threshold} or
   * more.
   *
   * @param weights the weight of each member, 0 or more
   * @param threshold 1 to the sum of all weights
   */
  static <V> QuorumRule<V> weighted(
      Map<? extends AgentRef<?>, Integer> weights,
      long threshold,
      @Val Predicate<? super V> inFavour) {
    requireWeights(weights);
    return new Weighted<>(Map.copyOf(weights), threshold, inFavour);
  }

  private static void requireWeights(Map<? extends AgentRef<?>, Integer> weights) {
    Objects.requireNonNull(weights, "weights");
    weights.forEach((member, weight) -> {
      Objects.requireNonNull(member, "a member of the weights");
      Objects.requireNonNull(weight, () -> "weight of " + member);
    });
  }

  /**
   * {@code k} members gave the same answer, by {@link Object#equals}. If {@code k} is not more than
   * half of the members, two answers may fulfil it, and the first one to do so wins.
   */
  static <V> QuorumRule<V> agreement(int k) {
    return new Agreement<>(new Share.Fixed(k));
  }

  /**
   * More than half of all members and the faulty ones gave the same answer: (n + f) / 2 + 1,
   * rounded down, of n; that is 2f + 1 of 3f + 1. It is then that of a majority of the honest ones
   * even if {@code f} members lie, are silent or fail, and no other answer can get as many. Needs
   * 3f + 1 members or more. Members that answered something else are named by {@link
   * QuorumResult.Reached#against()}.
   *
   * @param f how many members may be faulty; 1 or more
   */
  static <V> QuorumRule<V> byzantine(int f) {
    return new Agreement<>(new Share.Byzantine(f));
  }

  /**
   * {@code reached} accepts the votes so far. It is out of reach when no member is left to vote.
   *
   * @param reached is asked after each vote
   */
  static <V> QuorumRule<V> when(@Val Predicate<? super Tally<V>> reached) {
    return new When<>(reached, tally -> false);
  }

  /**
   * {@code reached} accepts the votes so far; it is out of reach when {@code impossible} does, or
   * when no member is left to vote.
   */
  static <V> QuorumRule<V> when(
      @Val Predicate<? super Tally<V>> reached, @Val Predicate<? super Tally<V>> impossible) {
    return new When<>(reached, impossible);
  }

  /** How many of n members are needed. */
  sealed interface Share {

    /** The number needed of {@code members}. */
    int of(int members);

    /** A part of the members. */
    enum Part implements Share {
      /** More than half. */
      MAJORITY {
        @Override
        public int of(int members) {
          return members / 2 + 1;
        }
      },
      /** Two thirds or more. */
      SUPERMAJORITY {
        @Override
        public int of(int members) {
          return (int) ((2L * members + 2) / 3);
        }
      },
      /** All. */
      ALL {
        @Override
        public int of(int members) {
          return members;
        }
      }
    }

    /**
     * So many, whatever the members.
     *
     * @param k 1 or more
     */
    record Fixed(int k) implements Share {
      /** Checks k. */
      public Fixed {
        if (k < 1) {
          throw new IllegalArgumentException(
              "number of votes needed is " + k + "; allowed: 1 to the number of members");
        }
      }

      @Override
      public int of(int members) {
        return k;
      }
    }

    /**
     * So many that any two groups of that size have an honest member in common.
     *
     * @param faulty how many members may be faulty; 1 or more
     */
    record Byzantine(int faulty) implements Share {
      /** Checks how many. */
      public Byzantine {
        if (faulty < 1 || faulty > Integer.MAX_VALUE / 4) {
          throw new IllegalArgumentException(
              "number of faulty members is " + faulty + "; allowed: 1 to " + Integer.MAX_VALUE / 4);
        }
      }

      @Override
      public int of(int members) {
        return (int) (((long) members + faulty) / 2) + 1;
      }
    }
  }

  /**
   * Enough votes in favour.
   *
   * @param share how many
   * @param inFavour which
   */
  record Count<V>(Share share, @Val Predicate<? super V> inFavour) implements QuorumRule<V> {
    /** Checks that nothing is missing. */
    public Count {
      Objects.requireNonNull(share, "share");
      Objects.requireNonNull(inFavour, "inFavour");
    }
  }

  /**
   * Enough weight in favour.
   *
   * @param weights of each member
   * @param threshold the weight needed
   * @param inFavour which votes count
   */
  record Weighted<V>(
      @Val Map<AgentRef<?>, Integer> weights, long threshold, @Val Predicate<? super V> inFavour)
      implements QuorumRule<V> {
    /** Checks the weights. */
    public Weighted {
      Objects.requireNonNull(inFavour, "inFavour");
      requireWeights(weights);
      weights = Map.copyOf(weights);
      long sum = 0;
      for (var weight : weights.entrySet()) {
        if (weight.getValue() < 0) {
          throw new IllegalArgumentException(
              "weight of " + weight.getKey() + " is " + weight.getValue() + "; allowed: 0 or more");
        }
        sum += weight.getValue();
      }
      if (threshold < 1 || threshold > sum) {
        throw new IllegalArgumentException(
            "weight needed is " + threshold + "; allowed: 1 to the sum of all weights, " + sum);
      }
    }
  }

  /**
   * Enough equal votes.
   *
   * @param share how many
   */
  record Agreement<V>(Share share) implements QuorumRule<V> {
    /** Checks that nothing is missing. */
    public Agreement {
      Objects.requireNonNull(share, "share");
    }
  }

  /**
   * Whatever the predicates say.
   *
   * @param reached the votes suffice
   * @param impossible no further vote can help
   */
  record When<V>(
      @Val Predicate<? super Tally<V>> reached, @Val Predicate<? super Tally<V>> impossible)
      implements QuorumRule<V> {
    /** Checks that nothing is missing. */
    public When {
      Objects.requireNonNull(reached, "reached");
      Objects.requireNonNull(impossible, "impossible");
    }
  }
}
