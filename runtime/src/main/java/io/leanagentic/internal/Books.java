package io.leanagentic.internal;

import io.leanagentic.RuntimeConfig;

/**
 * Counts of accepted signals and of their outcomes. At rest, signals == handled + waiting +
 * deadLetters, which here include skipped questions. Needs {@link RuntimeConfig#accounting}.
 */
public record Books(long signals, long handled, long waiting, long deadLetters) {

  /** Whether no signal is missing. */
  public boolean balance() {
    return signals == handled + waiting + deadLetters;
  }
}
