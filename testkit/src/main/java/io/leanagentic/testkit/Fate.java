package io.leanagentic.testkit;

import io.leanagentic.capability.Val;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;

/** What becomes of a message on a {@link Link}. */
@Val
public final class Fate {
  private static final Fate PASSED = new Fate(Kind.PASSED, Duration.ZERO, Duration.ZERO);
  private static final Fate LOST = new Fate(Kind.LOST, Duration.ZERO, Duration.ZERO);
  private static final Fate DOUBLED = new Fate(Kind.DOUBLED, Duration.ZERO, Duration.ZERO);
  private static final Fate OVERTAKEN = new Fate(Kind.OVERTAKEN, Duration.ZERO, Duration.ZERO);

  /** The words of {@link #toString}. */
  enum Kind {
    PASSED,
    LOST,
    DOUBLED,
    OVERTAKEN,
    LATE
  }

  final Kind kind;
  private final Duration least;
  private final Duration most;

  private Fate(Kind kind, Duration least, Duration most) {
    this.kind = kind;
    this.least = least;
    this.most = most;
  }

  /** It comes, after those that passed before. */
  public static Fate passed() {
    return PASSED;
  }

  /** It never comes. A question that is lost times out. */
  public static Fate lost() {
    return LOST;
  }

  /** It comes twice. Both times it is the same object, so it must be immutable. */
  public static Fate doubled() {
    return DOUBLED;
  }

  /** The next one that passes comes before it; if none does within a second, it comes then. */
  public static Fate overtaken() {
    return OVERTAKEN;
  }

  /**
   * It comes so much later, and others overtake it meanwhile. A question that is later than its
   * timeout may be handled all the same, and its answer is lost.
   */
  public static Fate late(Duration by) {
    SimulatedRuntime.checkTime("time", by);
    return late(by, by);
  }

  /** As above, by a time that is drawn from the seed. */
  public static Fate late(Duration least, Duration most) {
    SimulatedRuntime.checkTime("least", least);
    SimulatedRuntime.checkTime("most", most);
    if (least.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "least is " + least + "; allowed: zero to most, which is " + most);
    }
    return new Fate(Kind.LATE, least, most);
  }

  /** How late it comes this time. */
  Duration delay(SplittableRandom random) {
    long range = most.toNanos() - least.toNanos();
    return least.plusNanos(range == 0 ? 0 : random.nextLong(range + 1));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fate fate
        && fate.kind == kind
        && fate.least.equals(least)
        && fate.most.equals(most);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, least, most);
  }

  @Override
  public String toString() {
    String word = kind.name().toLowerCase(java.util.Locale.ROOT);
    return kind != Kind.LATE
        ? word
        : least.equals(most) ? word + " by " + least : word + " by " + least + " to " + most;
  }
}
