package io.leanagentic.internal.scheduler;

/**
 * How many urgent tasks wait. Every worker reads it before each turn, so it is kept away from what
 * is written often.
 */
abstract class UrgentCount extends BeforeUrgentCount {
  /** Tasks of high and critical priority; written under the lock of the injector that has them. */
  volatile int urgent;
}

/** Keeps what comes before at a distance of two cache lines: fields of a superclass come first. */
@SuppressWarnings("unused")
abstract class BeforeUrgentCount {
  private long p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15, p16;
}
