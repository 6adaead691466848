package io.leanagentic;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * One look at a whole runtime. Counts are since the start and taken without stopping anything, so
 * they may be a moment apart.
 *
 * @param uptime since the start
 * @param workers platform threads that run turns
 * @param agentsAlive agents that have not ended
 * @param agentsSpawned agents ever spawned
 * @param handled messages handled
 * @param messagesPerSecond messages handled per second since the start
 * @param deadLetters messages that no agent will handle
 * @param rejected signals refused because of full mailboxes
 * @param burstsTooLong signals that failed their turn because it had sent its whole burst already
 * @param lateReplies answers that came too late or were not the first
 * @param skipped questions that were not begun, because nobody waited for the answer any more
 * @param failures exceptions that left a behavior
 * @param callbackFailures exceptions of listeners, loggers and callbacks of awaits, each of which
 *     was caught and did no other harm
 * @param defects failures of the runtime itself, and reports it could not make, mostly for lack of
 *     heap or stack; it continues after each
 * @param restarts restarts after a failure, also those whose constructor failed again
 * @param turns turns run
 * @param steals times a worker took work from another
 * @param stolen agents' turns taken by steals
 * @param workerParks times a worker went to sleep for lack of work
 * @param agentParks times an agent parked on a full mailbox
 * @param cyclesOpened cycles of parked agents that were opened
 * @param stuck times an agent held its worker for too long
 * @param waiting time from {@code signal} to the start of handling, of sampled messages
 * @param spawning time of a sampled spawn
 */
public record RuntimeMetrics(
    Duration uptime,
    int workers,
    long agentsAlive,
    long agentsSpawned,
    long handled,
    double messagesPerSecond,
    long deadLetters,
    long rejected,
    long burstsTooLong,
    long lateReplies,
    long skipped,
    long failures,
    long callbackFailures,
    long defects,
    long restarts,
    long turns,
    long steals,
    long stolen,
    long workerParks,
    long agentParks,
    long cyclesOpened,
    long stuck,
    Percentiles waiting,
    Percentiles spawning) {

  /**
   * Percentiles of sampled times in nanoseconds; all 0 if {@code samples} is 0. Each is exact to
   * about 6 %.
   *
   * @param samples how many
   * @param p50 half were at most this
   * @param p90 nine in ten were at most this
   * @param p99 99 in 100 were at most this
   * @param max the longest
   */
  public record Percentiles(long samples, long p50, long p90, long p99, long max) {
    @Override
    public String toString() {
      if (samples == 0) {
        return "not measured yet";
      }
      return String.format(
          Locale.ROOT,
          "p50 %s, p90 %s, p99 %s, max %s (%,d samples)",
          time(p50),
          time(p90),
          time(p99),
          time(max),
          samples);
    }

    private static String time(long nanos) {
      if (nanos < 1_000) {
        return nanos + " ns";
      }
      double value = nanos;
      int unit = 0;
      while (value >= 999.5 && unit < 3) {
        value /= 1_000;
        unit++;
      }
      int digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
      return String.format(
          Locale.ROOT, "%,." + digits + "f %s", value, List.of("ns", "µs", "ms", "s").get(unit));
    }
  }

  /** A table for people, some lines long. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        """
        agents    %,d alive of %,d spawned; spawn %s
        messages  %,d handled, %,.0f/s; waiting %s
        refused   %,d rejected, %,d dead letters, %,d late replies, %,d questions skipped
        failures  %,d, %,d of callbacks, %,d of the runtime, %,d restarts, %,d stuck
        pressure  %,d agent parks, %,d cycles opened
        workers   %d; %,d turns, %,d steals of %,d, %,d parks; up %s\
        """,
        agentsAlive,
        agentsSpawned,
        spawning,
        handled,
        messagesPerSecond,
        waiting,
        rejected,
        deadLetters,
        lateReplies,
        skipped,
        failures,
        callbackFailures,
        defects,
        restarts,
        stuck,
        agentParks,
        cyclesOpened,
        workers,
        turns,
        steals,
        stolen,
        workerParks,
        uptime.truncatedTo(ChronoUnit.SECONDS).toString().substring(2).toLowerCase(Locale.ROOT));
  }
}
