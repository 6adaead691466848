package io.leanagentic.demo.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.demo.trading.ledger.Money;
import io.leanagentic.demo.trading.ledger.Outcome;
import io.leanagentic.demo.trading.market.Market;
import io.leanagentic.demo.trading.market.PriceFiles;
import io.leanagentic.demo.trading.review.ReviewPolicy;
import io.leanagentic.demo.trading.review.Ruling;
import io.leanagentic.demo.trading.strategy.Staffing;
import io.leanagentic.demo.trading.strategy.StrategyFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TradingSwarmTest {

  @TempDir Path folder;

  private String out = "";
  private String err = "";

  @Test
  void runShowsItsFiguresAndWritesThePage() throws IOException {
    Path page = folder.resolve("page.html");
    int code =
        run("--bars", "600", "--agents-per-instrument", "8", "--seed", "3", "--report", page + "");
    assertEquals(0, code, err);
    Market market = Market.of(PriceFiles.bundled(), 600);
    Outcome expected = Reference.compute(market, StrategyFactory.seeded(3), new Staffing(48, 6));
    String value = "$" + Money.dollars(expected.finalValue());
    String html = Files.readString(page);
    for (String text : List.of(out, html)) {
      assertTrue(text.contains(value), () -> value + " is missing in:\n" + text);
      assertTrue(text.contains("$" + Money.dollars(expected.fees())), "fees");
      assertTrue(text.contains("first 600 of 5,665 bars"), "bars");
      for (String role :
          List.of("momentum", "breakout", "aggregator", "risk manager", "portfolio")) {
        assertTrue(text.contains(role), role);
      }
    }
    assertTrue(out.contains(page.toString()));
    assertTrue(out.lines().allMatch(line -> line.length() <= 80), () -> "wider than 80:\n" + out);
    assertFalse(out.contains("\033"), "no escapes where there is no terminal");
    assertEquals("", err);
  }

  @Test
  void pageNeedsNothingFromElsewhereAndIsComplete() throws Exception {
    Path page = folder.resolve("page.html");
    assertEquals(0, run("--bars", "300", "--agents", "24", "--report", page + ""), err);
    String html = Files.readString(page);
    assertFalse(html.contains("{{"), "a part is missing");
    assertFalse(html.contains("http:") || html.contains("https:"), "a link to elsewhere");
    assertFalse(html.contains("<script") || html.contains("@import") || html.contains("url(h"));
    assertTrue(html.contains("prefers-color-scheme: dark"));
    // Every element that begins ends, in the right order, in both pictures.
    int pictures = 0;
    for (int at = html.indexOf("<svg"); at >= 0; at = html.indexOf("<svg", at + 1)) {
      assertBalanced(html.substring(at, html.indexOf("</svg>", at) + 6));
      pictures++;
    }
    assertEquals(2, pictures);
  }

  @Test
  void pageAndTextShowQuorumsTheLeaseAndAlerts() throws IOException {
    Path page = folder.resolve("page.html");
    int code =
        run(
            "--agents-per-instrument",
            "8",
            "--report",
            page + "",
            "--fail-engine",
            "3000",
            "--new-room=900");
    assertEquals(0, code, err);
    Market market = Market.of(PriceFiles.bundled(), Integer.MAX_VALUE);
    var expected =
        Reference.compute(
            market, StrategyFactory.seeded(1), new Staffing(48, 6), ReviewPolicy.DEFAULT);
    int large = expected.rulings().size();
    int alerts = expected.alerts().size();
    assertTrue(large > 0 && alerts > 0, "there is something to show");
    assertTrue(out.contains(large + " large orders · "), out);
    assertTrue(out.contains(alerts + " broadcast to 6 desks · heard " + 6 * alerts), out);
    assertTrue(out.contains("execution-1 granted · token 1"), out);
    assertTrue(out.contains("execution-2 fills · token 2"), out);
    assertTrue(out.contains("room-new has the analyzers of "), out);
    assertTrue(out.contains("$" + Money.dollars(expected.outcome().finalValue())), out);
    String html = Files.readString(page);
    for (Ruling ruling : expected.rulings()) {
      String amount = Money.dollars(ruling.proposal().amount());
      assertTrue(html.contains("<td>" + amount + "</td>"), amount);
    }
    assertTrue(html.contains("<td>granted</td><td>execution-2</td><td>2</td>"), "lease");
    assertTrue(html.contains(expected.alerts().getFirst().date().toString()), "alerts");
    assertTrue(out.lines().allMatch(line -> line.length() <= 80), () -> "wider than 80:\n" + out);
  }

  @Test
  void sameOptionsGiveTheSameResultForAnyNumberOfWorkers() {
    assertEquals(0, run("--bars", "400", "--agents", "40", "--no-report", "--workers", "1"), err);
    String first = figures(out);
    assertEquals(0, run("--bars", "400", "--agents", "40", "--no-report", "--workers", "3"), err);
    assertEquals(first, figures(out));
    assertFalse(out.contains("  report  "), out);
  }

  @Test
  void oneBarIsEnough() {
    assertEquals(
        0, run("--bars", "1", "--agents", "6", "--report", folder.resolve("p.html") + ""), err);
    assertTrue(out.contains("$1,000,000.00"), out);
  }

  @Test
  void outputWithoutUnicodeIsAscii() {
    int code = run(StandardCharsets.US_ASCII, "--bars", "100", "--agents", "12", "--no-report");
    assertEquals(0, code, err);
    assertFalse(out.contains("?"), out);
    assertTrue(out.contains("feed -> fill"), out);
  }

  @Test
  void ownPricesAreTradedAndBadLinesStopOrAreCounted() throws IOException {
    var lines = new StringBuilder("symbol,date,price\n");
    for (int month = 1; month <= 12; month++) {
      for (int year = 2000; year < 2003; year++) {
        lines
            .append("MINE,")
            .append("%d-%02d-01".formatted(2000 + (year - 2000), month))
            .append(",1\n");
      }
    }
    Path file = folder.resolve("mine.csv");
    Files.writeString(file, lines);
    // Sorted by month first: every other line is out of order.
    assertEquals(2, run("--data", folder + "", "--agents", "4", "--no-report"));
    assertEquals(
        "trading: %s, line 5, field date is \"2000-02-01\"; allowed: later than 2002-01-01\n"
            .formatted(file),
        err);
    assertEquals(
        0,
        run("--data", folder + "", "--agents", "4", "--no-report", "--on-bad-line", "skip"),
        err);
    assertTrue(out.contains("22 bad lines skipped"), out);
    assertTrue(err.startsWith("trading: skipped " + file + ", line 5, field date"), err);
  }

  @Test
  void nonsenseIsExplainedAndEndsWithTwo() {
    assertEquals(2, run("--speed", "fast"));
    assertEquals(
        "trading: option --speed is \"fast\"; allowed: max, or bars a second from 0.1 to 1,000,000\n",
        err);
    assertEquals(2, run("--instruments", "TSLA"));
    assertEquals(
        "trading: option --instruments: \"TSLA\" is not an instrument; allowed: SP500, MSFT, AMZN, IBM, GOOG, AAPL\n",
        err);
    assertEquals(2, run("--agents", "5"));
    assertEquals(
        "trading: option --agents is \"5\"; allowed: at least 6, one for each instrument\n", err);
    assertEquals(2, run("--data", folder.resolve("none") + ""));
    assertTrue(err.startsWith("trading: option --data:") && err.contains("is not a folder"), err);
    assertEquals("", out);
  }

  @Test
  void reportThatCannotBeWrittenIsRefusedBeforeTheRun() {
    for (Path nowhere : List.of(folder.resolve("no/such/folder.html"), folder)) {
      assertEquals(2, run("--bars", "50", "--agents", "6", "--report", nowhere + ""));
      assertEquals(
          "trading: option --report is \"%s\"; allowed: a file in a folder that exists"
              .formatted(nowhere),
          err.strip());
      assertEquals("", out);
    }
  }

  @Test
  void aBarThatNeverComesIsRefused() {
    for (String option : List.of("--fail-engine", "--new-room")) {
      assertEquals(2, run("--bars", "50", "--agents", "6", "--no-report", option, "50"));
      assertEquals(
          "trading: option %s is \"50\"; allowed: a bar of the feed, from 0 to 49"
              .formatted(option),
          err.strip());
      assertEquals(0, run("--bars", "50", "--agents", "6", "--no-report", option, "49"), err);
    }
  }

  @Test
  void helpExplainsAndDoesNothingElse() {
    assertEquals(0, run("--help"));
    assertEquals(Options.HELP, out);
  }

  private static void assertBalanced(String svg) {
    var open = new ArrayDeque<String>();
    var tags =
        Pattern.compile("<(/?)([a-z]+)(?:\\s+[a-zA-Z0-9-]+=\"[^\"<>]*\")*\\s*(/?)>").matcher(svg);
    int end = 0;
    while (tags.find()) {
      assertFalse(svg.substring(end, tags.start()).contains("<"), "not a tag");
      end = tags.end();
      if (!tags.group(1).isEmpty()) {
        assertEquals(open.pop(), tags.group(2));
      } else if (tags.group(3).isEmpty()) {
        open.push(tags.group(2));
      }
    }
    assertEquals(svg.length(), end);
    assertTrue(open.isEmpty());
  }

  /** The part of the output that is about trading. */
  private static String figures(String text) {
    return text.substring(text.indexOf("Result"), text.indexOf("Agents"));
  }

  private int run(String... arguments) {
    return run(StandardCharsets.UTF_8, arguments);
  }

  private int run(Charset charset, String... arguments) {
    var outBytes = new ByteArrayOutputStream();
    var errBytes = new ByteArrayOutputStream();
    int code =
        new TradingSwarm(
                new PrintStream(outBytes, true, charset), new PrintStream(errBytes, true, charset))
            .run(Arrays.asList(arguments));
    out = outBytes.toString(charset);
    err = errBytes.toString(charset);
    return code;
  }
}
