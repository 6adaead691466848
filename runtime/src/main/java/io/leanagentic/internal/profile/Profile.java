package io.leanagentic.internal.profile;

/**
 * The measurements of one agent: 32 bytes, made when its first turn is sampled. Written in the
 * agent's turn; other readers may see values that are a turn old.
 */
public final class Profile {
  private static final float WEIGHT = 0.1f; // of a new sample in the moving averages

  private int meanNanos;
  private float perSecond;
  private int sampledAtMillis;
  private int sampledAtCount;
  // Peak depth in the upper 24 bits, intensity in 1/255 in the lower 8.
  private int peakAndIntensity;

  public Profile(long nowNanos, int count) {
    sampledAtMillis = (int) (nowNanos / 1_000_000);
    sampledAtCount = count;
    peakAndIntensity = 255;
  }

  /**
   * Adds a sample: {@code messages} took {@code nanos}; {@code count} messages were handled in all.
   */
  public void sample(int messages, long nanos, long nowNanos, int count) {
    float mean = (float) nanos / messages;
    float moved = meanNanos == 0 ? mean : meanNanos + WEIGHT * (mean - meanNanos);
    meanNanos = Math.max(1, Math.round(moved));
    int millis = (int) (nowNanos / 1_000_000);
    int elapsed = millis - sampledAtMillis;
    if (elapsed >= 100) {
      float rate = (count - sampledAtCount) * 1000f / elapsed;
      perSecond = perSecond == 0 ? rate : perSecond + 0.3f * (rate - perSecond);
      sampledAtMillis = millis;
      sampledAtCount = count;
    }
  }

  /** Adds a sample of the share of time spent on a processor, 0.0 to 1.0. */
  public void sampleIntensity(double share) {
    double old = cpuIntensity();
    int now = (int) Math.round(255 * Math.clamp(old + 0.2 * (share - old), 0.0, 1.0));
    peakAndIntensity = (peakAndIntensity & ~0xff) | now;
  }

  /** Notes that {@code depth} messages wait. */
  public void sampleDepth(int depth) {
    if (depth > peakDepth()) {
      peakAndIntensity = (Math.min(depth, 0xff_ffff) << 8) | (peakAndIntensity & 0xff);
    }
  }

  /** Mean execution time of a message in ns, 1 or more. */
  public int meanNanos() {
    return meanNanos;
  }

  /** Messages per second; if the last sample is long ago, computed from the messages since then. */
  public double messagesPerSecond(long nowNanos, int count) {
    int elapsed = (int) (nowNanos / 1_000_000) - sampledAtMillis;
    return elapsed >= 1000 || (perSecond == 0 && elapsed > 0)
        ? (count - sampledAtCount) * 1000.0 / elapsed
        : perSecond;
  }

  public double cpuIntensity() {
    return (peakAndIntensity & 0xff) / 255.0;
  }

  public int peakDepth() {
    return peakAndIntensity >>> 8;
  }
}
