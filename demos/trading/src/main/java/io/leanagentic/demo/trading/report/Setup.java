package io.leanagentic.demo.trading.report;

import io.leanagentic.demo.trading.market.Market;
import io.leanagentic.demo.trading.review.ReviewPolicy;
import io.leanagentic.examples.console.Format;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run began with, for the reader of its results.
 *
 * @param market what was traded
 * @param folder where the prices came from; empty for the bundled ones
 * @param barsAvailable how many bars the prices had in all
 * @param analyzers how many
 * @param seed of the strategies' parameters
 * @param review which orders need a quorum of reviewers
 * @param engineFailsAt where the first execution engine broke down, if it was asked to
 * @param workers threads of the runtime
 * @param barsPerSecond speed of the feed; infinite for no limit
 * @param skippedLines lines of price files that could not be read
 */
public record Setup(
    Market market,
    Optional<Path> folder,
    int barsAvailable,
    int analyzers,
    long seed,
    ReviewPolicy review,
    OptionalInt engineFailsAt,
    int workers,
    double barsPerSecond,
    int skippedLines) {

  /** The symbols traded, with blanks between them. */
  String symbols() {
    return String.join(" ", market.instruments().stream().map(one -> one.symbol()).toList());
  }

  /** How many bars are used, and of how many if not all. */
  String bars() {
    String used = Format.count(market.ticks().size());
    return market.ticks().size() == barsAvailable
        ? used + " bars"
        : "first " + used + " of " + Format.count(barsAvailable) + " bars";
  }

  /** The first and the last date. */
  String dates() {
    return market.ticks().getFirst().bar().date() + " to " + market.ticks().getLast().bar().date();
  }

  /** How fast bars came. */
  String speed() {
    return barsPerSecond == Double.POSITIVE_INFINITY
        ? "full speed"
        : Format.fixed(barsPerSecond, barsPerSecond % 1 == 0 ? 0 : 1) + " bars a second";
  }

  /** The command that runs the same again. */
  String command() {
    String data = folder.map(path -> " --data " + path).orElse("");
    return "./demo trading"
        + data
        + " --instruments "
        + symbols().replace(' ', ',')
        + " --agents "
        + analyzers
        + " --bars "
        + market.ticks().size()
        + " --seed "
        + seed
        + reviewOptions()
        + (engineFailsAt.isPresent() ? " --fail-engine " + engineFailsAt.getAsInt() : "");
  }

  private String reviewOptions() {
    return review.equals(ReviewPolicy.DEFAULT)
        ? ""
        : " --review-above "
            + Format.fixed(review.above() / 10.0, review.above() % 10 == 0 ? 0 : 1)
            + " --approvals "
            + review.approvals();
  }
}
