package io.leanagentic.soak;

/** What is broken on purpose, to see that it is found. */
enum Plant {
  NOTHING,
  /** An agent waits for ever in the middle of a message. */
  STUCK,
  /** Garbage is kept. */
  LEAK,
  /** Some messages are neither handled nor dead letters. */
  LOST
}
