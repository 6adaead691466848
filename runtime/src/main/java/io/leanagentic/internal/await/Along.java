package io.leanagentic.internal.await;

import org.jspecify.annotations.Nullable;

/** What goes along with a message besides the message: the answer it asks for, pairs, or both. */
public sealed interface Along permits Answer, Along.WithPairs {

  /** A message with pairs. */
  record WithPairs(@Nullable Answer<?> answer, Pairs pairs) implements Along {}

  /** Both together; null if there is neither. */
  static @Nullable Along of(@Nullable Answer<?> answer, @Nullable Object pairs) {
    return pairs == null ? answer : new WithPairs(answer, (Pairs) pairs);
  }

  /** The answer that is asked for. */
  static @Nullable Answer<?> answer(@Nullable Object along) {
    return along instanceof WithPairs both ? both.answer : (Answer<?>) along;
  }

  /** The pairs. */
  static @Nullable Pairs pairs(@Nullable Object along) {
    return along instanceof WithPairs both ? both.pairs : null;
  }
}
