package io.leanagentic.benchmarks.harness;

import io.leanagentic.capability.Val;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Adds up what the parts of a program counted, and ends it when all have reported. */
@Val
public final class Sum {
  private final int parts;
  private final Completion finish;
  private final AtomicLong sum = new AtomicLong();
  private final AtomicInteger said = new AtomicInteger();

  /** A sum of {@code parts}, again and again. */
  public Sum(int parts, Completion finish) {
    this.parts = parts;
    this.finish = finish;
  }

  /** What one part counted. */
  public void add(long count) {
    sum.addAndGet(count);
    if (said.incrementAndGet() == parts) {
      said.set(0);
      finish.with(sum.getAndSet(0));
    }
  }
}
