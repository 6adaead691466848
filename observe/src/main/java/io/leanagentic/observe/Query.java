package io.leanagentic.observe;

import java.util.Objects;

/**
 * Which agents a {@link Snapshot} shows.
 *
 * @param sort by what they are ordered, the most first
 * @param search a part of a name or a class, in any case; empty for all
 * @param top how many at most, from 1 to {@link #MOST}
 */
public record Query(Sort sort, String search, int top) {
  /** The most rows. */
  public static final int MOST = 1_000;

  /** The 100 that are most at work. */
  public static final Query DEFAULT = new Query(Sort.BUSY, "", 100);

  /** The one that is most at work: for those who read what is summed up of all. */
  public static final Query FEWEST = new Query(Sort.BUSY, "", 1);

  private static final int LONGEST_SEARCH = 200;

  /** By what agents are ordered. */
  public enum Sort {
    /** Share of the time at work, then waiting messages. */
    BUSY,
    /** Waiting messages. */
    DEPTH,
    /** Messages per second. */
    RATE,
    /** Time per message. */
    MEAN,
    /** Messages handled. */
    HANDLED,
    /** Messages put aside. */
    STASHED,
    /** Timers. */
    TIMERS,
    /** Restarts. */
    RESTARTS
  }

  /** Checks the ranges. */
  public Query {
    Objects.requireNonNull(sort, "sort");
    Objects.requireNonNull(search, "search");
    if (top < 1 || top > MOST) {
      throw new IllegalArgumentException("top is " + top + "; allowed: 1 to " + MOST);
    }
    if (search.length() > LONGEST_SEARCH) {
      throw new IllegalArgumentException(
          "search has " + search.length() + " characters; allowed: up to " + LONGEST_SEARCH);
    }
  }
}
