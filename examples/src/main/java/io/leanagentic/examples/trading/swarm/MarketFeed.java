package io.leanagentic.examples.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.capability.Val;
import io.leanagentic.examples.trading.market.Tick;
import java.time.Duration;
import java.util.List;

/** Sends the bars, in order: as fast as they are decided on, or so many a second. */
final class MarketFeed implements Behavior<MarketFeed.Message> {

  // region messages
  sealed interface Message {}

  /** Begin. */
  record Open() implements Message {}

  /** Time has passed; more bars may be due. */
  record Pulse() implements Message {}

  /** So many more bars were decided on. */
  record Credit(int bars) implements Message {}

  // endregion

  private static final Duration PULSE = Duration.ofMillis(5);

  @Val private final List<Tick> ticks;
  private final double barsPerSecond;
  @Val private final List<AgentRef<Desk.Message>> desks;
  @Val private final List<AgentRef<ExecutionEngine.Message>> engines;
  private int credit;
  private int next;
  private long openedNanos;

  /**
   * {@code barsPerSecond} is infinite for no limit; {@code desks} are in the order of the
   * instruments.
   */
  MarketFeed(
      @Val List<Tick> ticks,
      double barsPerSecond,
      Terms terms,
      @Val List<AgentRef<Desk.Message>> desks,
      @Val List<AgentRef<ExecutionEngine.Message>> engines) {
    this.ticks = ticks;
    this.barsPerSecond = barsPerSecond;
    this.credit = terms.inFlight();
    this.desks = desks;
    this.engines = engines;
  }

  // region receive
  @Override
  public void receive(AgentContext<Message> context, Message message) {
    switch (message) {
      case Open() -> open(context);
      case Pulse() -> {}
      case Credit(int bars) -> credit += bars;
    }
    long due = due();
    while (credit > 0 && next < due) {
      send(ticks.get(next++));
      credit--;
    }
  }

  private void send(Tick tick) {
    var quote = new Quote(tick, System.nanoTime());
    for (AgentRef<ExecutionEngine.Message> engine : engines) {
      Signals.mustArrive(engine, quote);
    }
    Signals.mustArrive(desks.get(tick.instrument()), quote);
  }

  // endregion

  private void open(AgentContext<Message> context) {
    openedNanos = System.nanoTime();
    if (barsPerSecond < Double.POSITIVE_INFINITY) {
      context.timers().every("pulse", PULSE, new Pulse());
    }
  }

  /** How many bars may have been sent by now. */
  private long due() {
    double due = 1 + (System.nanoTime() - openedNanos) * 1e-9 * barsPerSecond;
    return (long) Math.min(ticks.size(), due);
  }
}
