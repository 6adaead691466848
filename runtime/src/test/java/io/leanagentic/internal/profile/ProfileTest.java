package io.leanagentic.internal.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The figures of one agent, from samples with times of our own. */
final class ProfileTest {
  private static final long SECOND = 1_000_000_000;

  private final Profile profile = new Profile(0, 0);

  @Test
  void theMeanMovesByATenth() {
    profile.sample(10, 1_000, 0, 10);
    assertEquals(100, profile.meanNanos(), "the first sample as it is");
    profile.sample(1, 200, 0, 11);
    assertEquals(110, profile.meanNanos());
    profile.sample(4, 40, 0, 15);
    assertEquals(100, profile.meanNanos());
    for (int i = 0; i < 200; i++) {
      profile.sample(1, 5_000, 0, 16 + i);
    }
    assertEquals(5_000, profile.meanNanos(), 10);
  }

  @Test
  void aMeanIsNeverZero() {
    profile.sample(1_000, 1, 0, 1_000);
    assertEquals(1, profile.meanNanos(), "0 would be: not sampled yet");
  }

  @Test
  void theRateMovesByThreeTenths() {
    profile.sample(1, 1, SECOND, 500);
    assertEquals(500, profile.messagesPerSecond(SECOND, 500));
    profile.sample(1, 1, 2 * SECOND, 1_500);
    assertEquals(650, profile.messagesPerSecond(2 * SECOND, 1_500), 0.1);
    profile.sample(1, 1, 2 * SECOND + 99_000_000, 9_999);
    assertEquals(650, profile.messagesPerSecond(2 * SECOND, 9_999), 0.1, "too soon to tell");
  }

  @Test
  void theRateOfAnAgentThatWentQuietFalls() {
    profile.sample(1, 1, SECOND, 500);
    assertEquals(500, profile.messagesPerSecond(SECOND + SECOND / 2, 500));
    assertEquals(0, profile.messagesPerSecond(3 * SECOND, 500));
    assertEquals(10, profile.messagesPerSecond(11 * SECOND, 600));
  }

  @Test
  void theRateSurvivesTheWrapOfTheCount() {
    var old = new Profile(0, Integer.MAX_VALUE - 100);
    old.sample(1, 1, SECOND, Integer.MIN_VALUE + 99);
    assertEquals(200, old.messagesPerSecond(SECOND, Integer.MIN_VALUE + 99));
  }

  @Test
  void intensityStaysBetweenZeroAndOne() {
    assertEquals(1, profile.cpuIntensity(), "until it was seen to wait");
    profile.sampleIntensity(7);
    assertEquals(1, profile.cpuIntensity());
    double before = 1;
    for (int i = 0; i < 40; i++) {
      profile.sampleIntensity(0);
      assertTrue(profile.cpuIntensity() >= 0 && profile.cpuIntensity() <= before);
      before = profile.cpuIntensity();
    }
    assertTrue(before < 0.02, "it waits all the time");
    profile.sampleIntensity(-3);
    assertEquals(0, profile.cpuIntensity());
    profile.sampleIntensity(1);
    assertEquals(0.2, profile.cpuIntensity(), 1 / 255.0);
  }

  @Test
  void thePeakIsTheMostSeen() {
    assertEquals(0, profile.peakDepth());
    profile.sampleDepth(17);
    profile.sampleDepth(5);
    assertEquals(17, profile.peakDepth());
    profile.sampleIntensity(0);
    assertEquals(17, profile.peakDepth());
    double intensity = profile.cpuIntensity();
    profile.sampleDepth(Integer.MAX_VALUE);
    assertEquals((1 << 24) - 1, profile.peakDepth(), "as large as a mailbox can be");
    assertEquals(intensity, profile.cpuIntensity(), "they share a word");
  }
}
