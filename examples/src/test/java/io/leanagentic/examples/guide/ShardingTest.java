package io.leanagentic.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page on shards shows. */
@Timeout(60)
final class ShardingTest {

  @Test
  void aKeysStateGoesWhereTheKeyGoes() {
    assertEquals(
        List.of(
            "anna came 1 time",
            "moved: 25 %",
            "3 shards of 4096 slots: b 2048, c 1024, d 1024",
            "anna came 2 times"),
        Sharding.group());
  }

  @Test
  void oneMoreMovesItsShareAndNoMore() {
    assertEquals(List.of("about 10,000 of 110,000 moved", "0 between others"), Sharding.map());
  }

  @Test
  void theHotKeyIsFound() {
    assertEquals(
        List.of("anna is hot", "large has 3072 slots", "small has 1024 slots"), Sharding.looking());
  }
}
