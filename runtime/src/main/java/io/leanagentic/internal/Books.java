package io.leanagentic.internal;

import io.leanagentic.RuntimeConfig;

/**
 * Signals that were taken, and what became of them. At rest, signals == handled + waiting +
 * deadLetters. Needs {@link RuntimeConfig#accounting}.
 */
public record Books(long signals, long handled, long waiting, long deadLetters) {

  /** Whether nothing is missing. */
  public boolean balance() {
    return signals == handled + waiting + deadLetters;
  }
}
