package io.leanagentic.soak;

import io.leanagentic.Reply;

/** What agents of the crowd understand. */
sealed interface Message {
  /**
   * In the books. Its seed is its identity, and says what its receiver does.
   *
   * @param left how many generations of messages may follow from it
   */
  record Work(int left, long seed) implements Message {}

  /** Answered at once. */
  record Question(Reply<Integer> reply) implements Message {}

  /** From a timer. */
  record Tick() implements Message {}

  /** Not in the books: something bad happens to its receiver. */
  enum Trouble implements Message {
    /** It holds its thread for longer than a worker may be held. */
    HOLD,
    /** It fails. */
    FAIL,
    /** Its stack ends. */
    OVERFLOW,
    /** Its thread is interrupted. */
    INTERRUPT,
    /** It never returns. */
    HANG
  }
}
