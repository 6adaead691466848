package io.leanagentic.observe.internal.look;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
  record Point(int x, double y, @Nullable String name) {}

  record Empty() {}

  @Test
  void recordsListsMapsAndTimes() {
    assertEquals(
        "[{\"x\":1,\"y\":2.5,\"name\":null},{\"READY\":true},[],{},{},1.5]",
        Json.of(
            List.of(
                new Point(1, 2.5, null),
                Map.of("READY", true),
                List.of(),
                Map.of(),
                new Empty(),
                Duration.ofMillis(1_500))));
  }

  @Test
  void numbersThatJsonCannotSayAreNull() {
    assertEquals("[null,null]", Json.of(List.of(Double.NaN, Double.NEGATIVE_INFINITY)));
  }

  @Test
  void hostileTextIsHarmless() {
    assertEquals(
        "\"\\u003c/script\\u003e\\u0026\\u0027\\\"\\\\\\u0000\\u000a\\u2028\"",
        Json.of("</script>&'\"\\\0\n\u2028"));
    assertEquals("\"\uD83D\uDE00\"", Json.of("\uD83D\uDE00"));
    assertEquals("\"\\ud83d.\\ude00\"", Json.of("\uD83D.\uDE00"));
  }
}
