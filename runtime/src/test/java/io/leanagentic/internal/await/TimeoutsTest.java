package io.leanagentic.internal.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeoutsTest {

  @Test
  void saysTimeoutsAsPeopleDo() {
    assertEquals("5 s", Timeouts.text(Duration.ofSeconds(5)));
    assertEquals("50 ms", Timeouts.text(Duration.ofMillis(50)));
    assertEquals("1500 ms", Timeouts.text(Duration.ofMillis(1500)));
    assertEquals("7 us", Timeouts.text(Duration.ofNanos(7_000)));
    assertEquals("7001 ns", Timeouts.text(Duration.ofNanos(7_001)));
    assertEquals(
        "PT2562047788015215H30M7.000000001S", Timeouts.text(Duration.ofSeconds(Long.MAX_VALUE, 1)));
  }

  @Test
  void saturates() {
    assertEquals(Long.MAX_VALUE, Timeouts.positive(Duration.ofSeconds(Long.MAX_VALUE)));
    assertEquals(Long.MAX_VALUE, Timeouts.orZero(Duration.ofNanos(Long.MAX_VALUE)));
    assertEquals(1_000_000_001L, Timeouts.positive(Duration.ofSeconds(1, 1)));
  }

  @Test
  void refusesWhatIsNotATimeout() {
    assertEquals(0, Timeouts.orZero(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> Timeouts.orZero(Duration.ofNanos(-1)));
    assertThrows(IllegalArgumentException.class, () -> Timeouts.positive(Duration.ZERO));
  }
}
