package io.leanagentic.examples.consensus;

import io.leanagentic.orchestration.QuorumRule;

/**
 * When the votes suffice, as data: the node that asks makes a rule of it.
 *
 * @param kind what counts
 * @param number how many liars there may be, or how many answers are needed; else 0
 */
record Terms(Kind kind, int number) {

  /** What counts. */
  enum Kind {
    /** More than half say yes. */
    MAJORITY_SAYS_YES,
    /** Two thirds say yes. */
    TWO_THIRDS_SAY_YES,
    /** So many agree that some liars do not matter. */
    AGREEMENT_DESPITE_LIARS,
    /** More than half answer. */
    MAJORITY_ANSWERS,
    /** Some answer. */
    SOME_ANSWER
  }

  static Terms of(Kind kind) {
    return new Terms(kind, 0);
  }

  // region rule
  QuorumRule<String> rule() {
    return switch (kind) {
      case MAJORITY_SAYS_YES -> QuorumRule.majority("yes"::equals);
      case TWO_THIRDS_SAY_YES -> QuorumRule.supermajority("yes"::equals);
      case AGREEMENT_DESPITE_LIARS -> QuorumRule.byzantine(number);
      case MAJORITY_ANSWERS -> QuorumRule.majority();
      case SOME_ANSWER -> QuorumRule.atLeast(number);
    };
  }
  // endregion
}
