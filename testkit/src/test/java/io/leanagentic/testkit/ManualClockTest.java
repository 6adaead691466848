package io.leanagentic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A clock that is moved by hand, to its end and no further. */
final class ManualClockTest {
  private static final Duration MOST = Duration.ofNanos(Long.MAX_VALUE / 2);

  @Test
  void itShowsTheTimeThatItWasMovedTo() {
    var clock = new ManualClock(Instant.EPOCH);
    clock.advance(Duration.ofHours(1));
    clock.advance(Duration.ofNanos(1));
    assertEquals(Duration.ofHours(1).toNanos() + 1, clock.nanoTime());
    assertEquals(Instant.EPOCH.plus(Duration.ofHours(1)).plusNanos(1), clock.now());
  }

  @Test
  void itDoesNotPassItsEnd() {
    var clock = new ManualClock(Instant.MAX.minus(MOST));
    clock.advance(Duration.ofHours(1));
    clock.advance(MOST.minusHours(1));
    assertEquals(Instant.MAX, clock.now());
    assertEquals(
        "time is PT0.000000001S; allowed: zero to PT0S, where the clock ends",
        refused(() -> clock.advance(Duration.ofNanos(1))));
    assertEquals(Instant.MAX, clock.now());
  }

  @Test
  void itDoesNotRunBackwards() {
    var clock = new ManualClock(Instant.EPOCH);
    assertEquals(
        "time is PT-1S; allowed: zero to " + MOST + ", where the clock ends",
        refused(() -> clock.advance(Duration.ofSeconds(-1))));
    assertEquals(0, clock.nanoTime());
  }

  @Test
  void itDoesNotStartWhereTimeEnds() {
    assertEquals(
        "start is " + Instant.MAX + "; allowed: until " + Instant.MAX.minus(MOST),
        refused(() -> new ManualClock(Instant.MAX)));
  }

  private static String refused(Runnable call) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
