package io.leanagentic.cluster.internal.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The time of a log, with a clock that is moved by hand. */
final class LogClockTest {
  private long now = 1_000_000;
  private final LogClock clock = new LogClock(() -> now);

  @Test
  void aLeaderAddsWhatHasPassed() {
    assertEquals(0, clock.stamp(1));
    now += 30;
    assertEquals(30, clock.stamp(1));
    assertEquals(30, clock.apply(30));
    now += 10;
    assertEquals(40, clock.stamp(1), "since it became the leader, whatever was applied meanwhile");
  }

  @Test
  void timeWithoutALeaderDoesNotCount() {
    clock.stamp(1);
    now += 30;
    clock.apply(clock.stamp(1));
    now += 5_000; // another one led, and took nothing
    assertEquals(30, clock.stamp(3));
    now += 1;
    assertEquals(31, clock.stamp(3));
  }

  @Test
  void itNeverRunsBackwards() {
    assertEquals(50, clock.apply(50));
    assertEquals(
        50, clock.apply(20), "two requests were stamped in one order and logged in another");
    now = 0; // another machine
    assertEquals(50, clock.stamp(2));
    assertEquals(50, clock.applied());
  }
}
