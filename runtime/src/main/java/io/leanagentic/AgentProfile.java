package io.leanagentic;

/**
 * What was measured of an agent. Times come from samples: one turn in 64, and every turn that lasts
 * long.
 *
 * @param handled messages handled since spawn
 * @param meanNanos mean execution time of a message in nanoseconds, an exponential moving average;
 *     0 if not sampled yet
 * @param messagesPerSecond recent message rate; 0 if not sampled yet
 * @param cpuIntensity share of execution time spent on a processor: 0.0 waits all the time, 1.0
 *     computes all the time
 * @param depth messages waiting now
 * @param peakDepth most messages seen waiting at the start of a turn
 */
public record AgentProfile(
    long handled,
    double meanNanos,
    double messagesPerSecond,
    double cpuIntensity,
    int depth,
    int peakDepth) {}
