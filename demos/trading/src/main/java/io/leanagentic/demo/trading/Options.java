package io.leanagentic.demo.trading;

import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.review.ReviewPolicy;
import io.leanagentic.demo.trading.review.Reviewer;
import io.leanagentic.examples.console.UsageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was asked for on the command line.
 *
 * @param help whether to explain and do nothing else
 * @param data a folder with prices; empty for the bundled ones
 * @param skipBadLines whether to skip lines of price files that cannot be read
 * @param instruments symbols to trade; empty for all
 * @param bars how many bars to use at most; empty for a sensible number
 * @param analyzers how many in all, or for each instrument
 * @param barsPerSecond speed of the feed; infinite for no limit
 * @param review which orders need a quorum of reviewers
 * @param engineFailsAt the bar at which the first execution engine breaks down; empty for never
 * @param newRoomAt the bar at which one more shard joins; empty for never
 * @param seed from which strategies draw their parameters
 * @param workers of the runtime; empty for its default
 * @param report where the page goes; empty for nowhere
 * @param color whether color is allowed
 */
record Options(
    boolean help,
    Optional<Path> data,
    boolean skipBadLines,
    @Val List<String> instruments,
    OptionalInt bars,
    Analyzers analyzers,
    double barsPerSecond,
    ReviewPolicy review,
    OptionalInt engineFailsAt,
    OptionalInt newRoomAt,
    long seed,
    OptionalInt workers,
    Optional<Path> report,
    boolean color) {

  /** How many analyzers: {@code number} for each instrument, or in all. */
  record Analyzers(int number, boolean forEach) {}

  private static final int MOST_ANALYZERS = 10_000_000;

  static final String HELP =
      """
      The trading swarm: agents trade twenty years of real prices.

      A market feed sends daily bars of the S&P 500 and monthly bars of five stocks.
      Analyzers vote after each bar, an aggregator makes one score of the votes of
      an instrument, a risk manager makes orders of scores. Large orders need a quorum
      of reviewers. The execution engine that has the lease of the venue fills them at
      the next open with slippage and fees, a portfolio keeps the books, and alerts go
      to all desks. Same options, same trades, to the cent, for any number of workers.

      Market
        --instruments LIST         what to trade: SP500,MSFT,AMZN,IBM,GOOG,AAPL (all)
        --bars N                   the first N bars of the feed (all; with very many
                                   agents as many as make 20 million votes)
        --data DIR                 your own prices: .csv files with the header
                                   date,open,high,low,close,... (one instrument, named
                                   by the file) or symbol,date,price (several)
        --on-bad-line stop|skip    what to do about a line that cannot be read (stop)

      Swarm
        --agents-per-instrument N  analyzers for each instrument (256)
        --agents N                 analyzers in all, instead; try 100000
        --seed N                   draws the strategies' parameters (1)
        --speed max|N              bars a second (max: as fast as they are traded)
        --workers N                threads of the runtime (one for each processor)

      Safety
        --review-above PERCENT     of the equity that an order may move without a
                                   quorum of reviewers (20)
        --approvals N              how many of the 5 reviewers must approve (3)
        --fail-engine BAR          the execution engine breaks down at that bar; its
                                   standby takes over, and the result is the same
        --new-room BAR             one more shard joins at that bar and takes some of
                                   the analyzers over, with the same result again

      Output
        --report FILE              where the page goes (swarm-report.html)
        --no-report                no page
        --no-color                 plain text, also on a terminal
        --help                     this text
      """;

  /**
   * Reads a command line.
   *
   * @throws UsageException if there is something in it that means nothing
   */
  static Options parse(List<String> arguments) {
    var draft = new Draft();
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      int equals = argument.indexOf('=');
      boolean joined = argument.startsWith("--") && equals > 0;
      var value = joined ? List.of(argument.substring(equals + 1)).iterator() : rest;
      draft.set(joined ? argument.substring(0, equals) : argument, value);
      if (joined && value.hasNext()) {
        throw new UsageException(
            "option " + argument.substring(0, equals) + " takes no value; given: " + value.next());
      }
    }
    return draft.options();
  }

  /** Options while they are being read; what is not set is as by default. */
  private static final class Draft {
    private boolean help;
    private Optional<Path> data = Optional.empty();
    private boolean skipBadLines;
    @Val private List<String> instruments = List.of();
    private OptionalInt bars = OptionalInt.empty();
    private Analyzers analyzers = new Analyzers(256, true);
    private String analyzersBy = "";
    private double barsPerSecond = Double.POSITIVE_INFINITY;
    private int reviewAbove = ReviewPolicy.DEFAULT.above();
    private int approvals = ReviewPolicy.DEFAULT.approvals();
    private OptionalInt engineFailsAt = OptionalInt.empty();
    private OptionalInt newRoomAt = OptionalInt.empty();
    private long seed = 1;
    private OptionalInt workers = OptionalInt.empty();
    private Optional<Path> report = Optional.of(Path.of("swarm-report.html"));
    private boolean color = true;

    private Options options() {
      return new Options(
          help,
          data,
          skipBadLines,
          instruments,
          bars,
          analyzers,
          barsPerSecond,
          new ReviewPolicy(reviewAbove, approvals),
          engineFailsAt,
          newRoomAt,
          seed,
          workers,
          report,
          color);
    }

    private void set(String name, Iterator<String> values) {
      switch (name) {
        case "--help", "-h" -> help = true;
        case "--data" -> data = Optional.of(path(name, values));
        case "--on-bad-line" -> skipBadLines = onBadLine(name, values);
        case "--instruments" -> instruments = symbols(name, values);
        case "--bars" -> bars = OptionalInt.of(number(name, values, 1, Integer.MAX_VALUE));
        case "--agents", "--agents-per-instrument" -> analyzers = analyzers(name, values);
        case "--speed" -> barsPerSecond = speed(name, values);
        case "--review-above" -> reviewAbove = permille(name, values);
        case "--approvals" -> approvals = number(name, values, 1, Reviewer.values().length);
        case "--fail-engine" ->
            engineFailsAt = OptionalInt.of(number(name, values, 0, Integer.MAX_VALUE));
        case "--new-room" -> newRoomAt = OptionalInt.of(number(name, values, 0, Integer.MAX_VALUE));
        case "--seed" -> seed = wholeNumber(name, values, Long.MIN_VALUE, Long.MAX_VALUE);
        case "--workers" -> workers = OptionalInt.of(number(name, values, 1, 1024));
        case "--report" -> report = Optional.of(path(name, values));
        case "--no-report" -> report = Optional.empty();
        case "--no-color" -> color = false;
        default -> throw new UsageException("unknown option \"" + name + "\"; see --help");
      }
    }

    private Analyzers analyzers(String name, Iterator<String> values) {
      if (!analyzersBy.isEmpty() && !analyzersBy.equals(name)) {
        throw new UsageException("options " + analyzersBy + " and " + name + " exclude each other");
      }
      analyzersBy = name;
      int number = number(name, values, 1, MOST_ANALYZERS);
      return new Analyzers(number, name.equals("--agents-per-instrument"));
    }
  }

  private static String next(String name, Iterator<String> values) {
    if (!values.hasNext()) {
      throw new UsageException("option " + name + " needs a value; see --help");
    }
    return values.next();
  }

  private static int number(String name, Iterator<String> values, int least, int most) {
    return (int) wholeNumber(name, values, least, most);
  }

  private static long wholeNumber(String name, Iterator<String> values, long least, long most) {
    String value = next(name, values);
    try {
      long number = Long.parseLong(value.replace("_", "").replace(",", ""));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    throw bad(
        name, value, String.format(Locale.ROOT, "a whole number from %,d to %,d", least, most));
  }

  private static double speed(String name, Iterator<String> values) {
    String value = next(name, values);
    if (value.equals("max")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      double speed = Double.parseDouble(value);
      if (speed >= 0.1 && speed <= 1_000_000) {
        return speed;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    throw bad(name, value, "max, or bars a second from 0.1 to 1,000,000");
  }

  private static int permille(String name, Iterator<String> values) {
    String value = next(name, values);
    try {
      double percent = Double.parseDouble(value);
      if (percent >= 0 && percent <= 1_000) {
        return (int) Math.round(percent * 10);
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    throw bad(name, value, "a number of percent from 0 to 1000");
  }

  private static boolean onBadLine(String name, Iterator<String> values) {
    String value = next(name, values);
    return switch (value) {
      case "stop" -> false;
      case "skip" -> true;
      default -> throw bad(name, value, "stop, skip");
    };
  }

  @Val
  private static List<String> symbols(String name, Iterator<String> values) {
    String value = next(name, values);
    List<String> symbols =
        Arrays.stream(value.split(",", -1))
            .map(text -> text.strip().toUpperCase(Locale.ROOT))
            .toList();
    if (symbols.contains("")) {
      throw bad(name, value, "symbols with commas between them");
    }
    if (symbols.stream().distinct().count() < symbols.size()) {
      throw bad(name, value, "each symbol once");
    }
    return symbols;
  }

  private static Path path(String name, Iterator<String> values) {
    String value = next(name, values);
    try {
      if (!value.isBlank()) {
        return Path.of(value);
      }
    } catch (InvalidPathException e) {
      // Said below, as for nothing.
    }
    throw bad(name, value, "a path");
  }

  private static UsageException bad(String name, String value, String allowed) {
    return new UsageException("option %s is \"%s\"; allowed: %s".formatted(name, value, allowed));
  }
}
