package io.leanagentic.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.internal.log.Log;
import io.leanagentic.spi.Clock;
import io.leanagentic.testing.LogLines;
import org.junit.jupiter.api.Test;

/** Reports that came too late, or could not be made. */
final class RuntimeTelemetryTest {
  private static final long MILLI = 1_000_000;

  private final RuntimeTelemetry reports =
      new RuntimeTelemetry(Clock.system(), new Elsewhere(), new Log(), false, () -> false);

  @Test
  void whatWasOnlyCountedIsSaidOnceWhenItIsOver() throws Exception {
    try (var lines = LogLines.read()) {
      for (int i = 0; i < 100; i++) {
        reports.sayWhatWasOnlyCounted(0, i * MILLI);
      }
      for (int i = 100; i < 1_000; i++) {
        reports.sayWhatWasOnlyCounted(i / 50, i * MILLI); // it gets worse all the time
      }
      assertEquals(0, lines.all().size(), lines.all()::toString);
      for (int i = 1_000; i < 2_000; i++) {
        reports.sayWhatWasOnlyCounted(19, i * MILLI);
      }
      assertEquals(1, lines.all().size(), lines.all()::toString);
      assertTrue(lines.all().getFirst().contains(" 19 failures"), lines.all()::toString);
      for (int i = 2_000; i < 3_000; i++) {
        reports.sayWhatWasOnlyCounted(21, i * MILLI);
      }
      assertEquals(2, lines.all().size());
      assertTrue(lines.all().getLast().contains(" 2 failures"), lines.all()::toString);
    }
  }

  @Test
  void anExceptionThatCannotBeShownIsCounted() throws Exception {
    try (var lines = LogLines.read()) {
      reports.defect(null, new OutOfMemoryError("on purpose"));
      assertEquals(1, reports.defects.sum());
      assertEquals(1, lines.all().size());
    }
  }
}
