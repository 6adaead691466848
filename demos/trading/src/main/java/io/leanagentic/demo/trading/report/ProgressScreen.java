package io.leanagentic.demo.trading.report;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.demo.trading.ledger.Money;
import io.leanagentic.demo.trading.ledger.Outcome;
import io.leanagentic.demo.trading.swarm.Progress;
import io.leanagentic.examples.console.Format;
import io.leanagentic.examples.console.Style;
import java.io.PrintStream;

/**
 * Shows how far a run has come: on a terminal in one line that is overwritten, elsewhere in a few
 * lines. Writing may block, so it is meant to be spawned as a blocking agent.
 */
public final class ProgressScreen implements Behavior<Progress> {

  private static final int WIDTH = 24;
  private static final int STEPS = 5;

  private final PrintStream out;
  private final Style style;
  private int step;
  private boolean shown;

  /** Writes to {@code out}. */
  public ProgressScreen(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  @Override
  public void receive(AgentContext<Progress> context, Progress progress) {
    if (style.terminal()) {
      out.print("\r\033[K" + line(progress));
      out.flush();
      shown = true;
    } else {
      int reached = (int) ((long) progress.bars() * STEPS / progress.of());
      if (reached > step) {
        step = reached;
        out.println(line(progress));
      }
    }
  }

  @Override
  public void onStop(AgentContext<Progress> context) {
    if (shown) {
      out.print("\r\033[K");
      out.flush();
    }
  }

  private String line(Progress progress) {
    double share = (double) progress.bars() / progress.of();
    String percent = "%3d %%".formatted(Math.round(Math.floor(share * 100)));
    return "  %s %s  %s  %s  %s"
        .formatted(
            style.meter(share, WIDTH),
            percent,
            progress.date(),
            style.signed(
                Long.signum(progress.equity() - Outcome.CAPITAL),
                "$" + Money.dollars(progress.equity())),
            style.faint(Format.count(progress.trades()) + " trades"));
  }
}
