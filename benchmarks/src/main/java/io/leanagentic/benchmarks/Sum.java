package io.leanagentic.benchmarks;

/** Adds up what the parts of a program counted, and ends it when all have said. */
public final class Sum {
  private final int parts;
  private final Finish finish;
  private long sum;
  private int said;

  /** A sum of {@code parts}, again and again. */
  public Sum(int parts, Finish finish) {
    this.parts = parts;
    this.finish = finish;
  }

  /** What one part counted. */
  public synchronized void add(long count) {
    sum += count;
    if (++said == parts) {
      finish.with(sum);
      sum = 0;
      said = 0;
    }
  }
}
