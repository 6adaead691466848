package io.leanagentic.demo.trading;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.MailboxConfig;
import io.leanagentic.OverflowPolicy;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.demo.trading.market.BadLineException;
import io.leanagentic.demo.trading.market.BadLines;
import io.leanagentic.demo.trading.market.Instrument;
import io.leanagentic.demo.trading.market.Market;
import io.leanagentic.demo.trading.market.PriceFiles;
import io.leanagentic.demo.trading.market.Tick;
import io.leanagentic.demo.trading.report.HtmlReport;
import io.leanagentic.demo.trading.report.ProgressScreen;
import io.leanagentic.demo.trading.report.Setup;
import io.leanagentic.demo.trading.report.TextReport;
import io.leanagentic.demo.trading.strategy.Staffing;
import io.leanagentic.demo.trading.strategy.StrategyFactory;
import io.leanagentic.demo.trading.swarm.Fault;
import io.leanagentic.demo.trading.swarm.Plan;
import io.leanagentic.demo.trading.swarm.Progress;
import io.leanagentic.demo.trading.swarm.Swarm;
import io.leanagentic.demo.trading.swarm.SwarmFailedException;
import io.leanagentic.demo.trading.swarm.SwarmResult;
import io.leanagentic.examples.console.Style;
import io.leanagentic.examples.console.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The trading swarm as a program. */
public final class TradingSwarm {

  /**
   * This many votes take some seconds; with more, only the first bars are used unless the number of
   * bars is given.
   */
  private static final long VOTES = 20_000_000;

  /** Loading its first classes from a cold disk does not make an agent stuck. */
  private static final Duration STUCK_AFTER = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final PrintStream out;
  private final PrintStream err;

  /** Writes results to {@code out} and complaints to {@code err}. */
  public TradingSwarm(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Does what {@code arguments} ask for.
   *
   * @return 0 if it went well, 1 if not, 2 if the arguments or the prices cannot be used
   */
  public int run(List<String> arguments) {
    try {
      Options options = Options.parse(arguments);
      if (options.help()) {
        out.print(Options.HELP);
        return 0;
      }
      run(options);
      return 0;
    } catch (UsageException | BadLineException e) {
      err.println("trading: " + e.getMessage());
      return 2;
    } catch (SwarmFailedException | UncheckedIOException e) {
      err.println("trading: " + e.getMessage());
      return 1;
    }
  }

  private void run(Options options) {
    var style = Style.of(out, options.color(), System.getenv());
    BadLines badLines = options.skipBadLines() ? BadLines.skip() : BadLines.stop();
    List<Instrument> instruments = instruments(options, badLines);
    badLines.first().forEach(bad -> err.println("trading: skipped " + bad));
    int analyzers = analyzers(options, instruments.size());
    var staffing = new Staffing(analyzers, instruments.size());
    Market all = Market.of(instruments, Integer.MAX_VALUE);
    Market market = Market.of(instruments, options.bars().orElseGet(() -> bars(all, staffing)));
    options.engineFailsAt().ifPresent(bar -> checkBar("--fail-engine", bar, market));
    options.newRoomAt().ifPresent(bar -> checkBar("--new-room", bar, market));
    options.report().ifPresent(TradingSwarm::checkReport);
    Plan usual =
        Plan.of(market, StrategyFactory.seeded(options.seed()), analyzers)
            .withBarsPerSecond(options.barsPerSecond())
            .withReview(options.review());
    Plan sharded =
        options.newRoomAt().isEmpty() ? usual : usual.withNewRoomAt(options.newRoomAt().getAsInt());
    Plan plan =
        options.engineFailsAt().isEmpty()
            ? sharded
            : sharded.withFault(
                new Fault(options.engineFailsAt().getAsInt(), Fault.Kind.CRASH_UNTOLD));
    RuntimeConfig defaults = RuntimeConfig.defaults();
    RuntimeConfig config =
        defaults
            .withWorkers(options.workers().orElse(defaults.workers()))
            .withStuckAfter(STUCK_AFTER);
    var setup =
        new Setup(
            market,
            options.data(),
            all.ticks().size(),
            analyzers,
            options.seed(),
            options.review(),
            options.engineFailsAt(),
            config.workers(),
            options.barsPerSecond(),
            badLines.skipped());

    var report = new TextReport(out, style);
    report.announce(setup);
    SwarmResult result = trade(config, plan, style);
    report.show(result);
    options.report().ifPresent(file -> write(file, new HtmlReport(setup, result).page(), report));
  }

  // region start
  private SwarmResult trade(RuntimeConfig config, Plan plan, Style style) {
    try (var runtime = AgentRuntime.start(config)) {
      // Writing may block, and no agent should wait for it: an agent of its own that keeps only the
      // newest.
      var newest = MailboxConfig.ofCapacity(4).withOverflow(OverflowPolicy.DROP_OLDEST);
      AgentRef<Progress> screen =
          runtime.spawn(
              "screen",
              AgentConfig.DEFAULT.withMailbox(newest).withBlocking(),
              () -> new ProgressScreen(out, style));
      try {
        return Swarm.run(runtime, plan, screen);
      } finally {
        screen.stop();
        screen.termination(PATIENCE).join();
      }
    }
  }

  // endregion

  private static List<Instrument> instruments(Options options, BadLines badLines) {
    String option = "--data";
    try {
      List<Instrument> all =
          options
              .data()
              .map(folder -> PriceFiles.of(folder, badLines))
              .orElseGet(PriceFiles::bundled);
      option = "--instruments";
      return options.instruments().isEmpty() ? all : PriceFiles.select(all, options.instruments());
    } catch (IllegalArgumentException e) {
      throw new UsageException("option " + option + ": " + e.getMessage());
    }
  }

  private static int analyzers(Options options, int instruments) {
    int number = options.analyzers().number();
    if (options.analyzers().forEach()) {
      return Math.multiplyExact(number, instruments);
    }
    if (number < instruments) {
      throw new UsageException(
          "option --agents is \"%d\"; allowed: at least %d, one for each instrument"
              .formatted(number, instruments));
    }
    return number;
  }

  private static void checkBar(String option, int bar, Market market) {
    int last = market.ticks().size() - 1;
    if (bar > last) {
      throw new UsageException(
          "option %s is \"%d\"; allowed: a bar of the feed, from 0 to %d"
              .formatted(option, bar, last));
    }
  }

  /** Reports before the run what can be known then. */
  private static void checkReport(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
      throw new UsageException(
          "option --report is \"%s\"; allowed: a file in a folder that exists".formatted(file));
    }
  }

  /** How many bars make {@link #VOTES} votes. */
  private static int bars(Market market, Staffing staffing) {
    long votes = 0;
    for (Tick tick : market.ticks()) {
      votes += staffing.of(tick.instrument());
      if (votes > VOTES) {
        return Math.max(1, tick.seq());
      }
    }
    return market.ticks().size();
  }

  private static void write(Path file, String page, TextReport report) {
    try {
      Files.writeString(file, page, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report to " + file + ": " + e, e);
    }
    report.pointTo("report", file.toString());
  }
}
