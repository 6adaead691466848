package io.leanagentic.benchmarks.micro;

import java.util.Arrays;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Percentiles of times that a program took down; JMH reports them beside its own. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Percentiles {
  static final int SAMPLES = 5000;

  private static final int WARM_UPS = 3;

  /** Half of them were at most this, in nanoseconds. */
  public double p50;

  /** 99 in 100 were at most this. */
  public double p99;

  /** 999 in 1000 were at most this. */
  public double p999;

  /** Takes down a number of samples. */
  @FunctionalInterface
  public interface Program {
    /** Returns their nanoseconds. */
    long[] run(int samples) throws InterruptedException;
  }

  /** Measures, after some runs to warm up. */
  double measure(Program program) throws InterruptedException {
    for (int i = 0; i < WARM_UPS; i++) {
      program.run(SAMPLES);
    }
    long[] nanos = program.run(SAMPLES);
    Arrays.sort(nanos);
    p50 = nanos[SAMPLES / 2];
    p99 = nanos[SAMPLES / 100 * 99];
    p999 = nanos[SAMPLES / 1000 * 999];
    return p50;
  }
}
