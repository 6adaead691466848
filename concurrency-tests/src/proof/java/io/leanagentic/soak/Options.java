package io.leanagentic.soak;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What a run is to do.
 *
 * @param length how long there is a load, in all
 * @param round how long there is a load between two looks
 * @param patience how long an agent may take to answer, and the runtime to come to rest
 * @param seed from which all choices of the load are made; the schedule is the machine's
 * @param keep whether the report goes to the documents
 */
record Options(
    Duration length, Duration round, Duration patience, long seed, Plant plant, boolean keep) {
  static final String USAGE =
      """
      usage: ./soak [--minutes N] [--seed N] [--plant stuck|leak|lost] [--keep]

      A mixed load on a real runtime with a heap of 96 MB: agents of all kinds signal, flood, ask, cancel, fail, restart,
      hold their worker, are stopped and aborted, use channels and leases, while much garbage is made. Every 15 seconds the
      load stops, and is looked at:

        books     every message was handled, or is a counted dead letter; every question ended; every element was received
        stuck     every agent answers; no agent, lease or thread is left
        latency   how long answers took under load, to an agent that does nothing else
        memory    what is in use after a collection has not grown

      It ends at the first look that finds something, with the exit code 1. The report, a table and a picture, is in
      concurrency-tests/target/soak.

        --minutes N   how long; 15 unless told
        --seed N      makes the choices of the load again; the schedule is the machine's
        --plant WHAT  breaks something on purpose, which must be found
        --keep        writes the report to docs/soak.md
      """;

  private static final Duration ROUND = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if something on it is wrong
   */
  static Options parse(List<String> arguments) {
    long minutes = 15;
    long seed = new SplittableRandom().nextLong() >>> 32;
    Plant plant = Plant.NOTHING;
    boolean keep = false;
    for (var rest = arguments.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--keep" -> keep = true;
        case "--minutes" -> minutes = number(option, value(option, rest), 1, 9_999);
        case "--seed" -> seed = number(option, value(option, rest), 0, Long.MAX_VALUE);
        case "--plant" -> plant = plant(value(option, rest));
        default -> throw new IllegalArgumentException("unknown option \"" + option + "\"");
      }
    }
    return new Options(Duration.ofMinutes(minutes), ROUND, PATIENCE, seed, plant, keep);
  }

  private static String value(String option, java.util.Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " has no value");
    }
    return rest.next();
  }

  private static long number(String option, String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same message.
    }
    throw new IllegalArgumentException(
        option + " is \"" + text + "\"; allowed: a whole number from " + least + " to " + most);
  }

  private static Plant plant(String text) {
    for (var plant : Plant.values()) {
      if (plant != Plant.NOTHING && plant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return plant;
      }
    }
    throw new IllegalArgumentException("--plant is \"" + text + "\"; allowed: stuck, leak, lost");
  }
}
