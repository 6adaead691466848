package io.leanagentic.demo.trading.market;

import java.util.ArrayList;
import java.util.List;

/** What is done about lines that cannot be read: stop at the first, or skip and count them. */
public final class BadLines {

  private static final int KEPT = 20;

  private final boolean skip;
  private final List<String> first = new ArrayList<>();
  private int skipped;

  private BadLines(boolean skip) {
    this.skip = skip;
  }

  /** Stops at the first bad line. */
  public static BadLines stop() {
    return new BadLines(false);
  }

  /** Skips bad lines and counts them. */
  public static BadLines skip() {
    return new BadLines(true);
  }

  /** Throws {@code bad}, or remembers it. */
  void add(BadLineException bad) {
    if (!skip) {
      throw bad;
    }
    skipped++;
    if (first.size() < KEPT) {
      first.add(String.valueOf(bad.getMessage()));
    }
  }

  /** How many lines were skipped. */
  public int skipped() {
    return skipped;
  }

  /** What was wrong with the first 20 of them. */
  public List<String> first() {
    return List.copyOf(first);
  }
}
