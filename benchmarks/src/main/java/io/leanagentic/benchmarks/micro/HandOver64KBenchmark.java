package io.leanagentic.benchmarks.micro;

/** 64 KB from agent to agent; see {@link HandOverBenchmark}. */
public class HandOver64KBenchmark extends HandOverBenchmark {
  /** A buffer of 64 KB. */
  public HandOver64KBenchmark() {
    super(64 << 10);
  }
}
