package io.leanagentic.benchmarks.micro;

/** 1 KB from agent to agent; see {@link HandOverBenchmark}. */
public class HandOver1KBenchmark extends HandOverBenchmark {
  /** A buffer of 1 KB. */
  public HandOver1KBenchmark() {
    super(1 << 10);
  }
}
