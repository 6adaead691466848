package io.leanagentic.benchmarks.savina;

import java.util.Locale;

/** Numbers as people read them. */
final class Sizes {
  private Sizes() {}

  /** As in {@code 40,000 pings}. */
  static String sized(long number, String what) {
    return String.format(Locale.ROOT, "%,d %s", number, what);
  }
}
