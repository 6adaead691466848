package io.leanagentic.benchmarks.micro;

/** 1 MB from agent to agent; see {@link HandOverBenchmark}. */
public class HandOver1MBenchmark extends HandOverBenchmark {
  /** A buffer of 1 MB. */
  public HandOver1MBenchmark() {
    super(1 << 20);
  }
}
