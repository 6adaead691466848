package io.leanagentic.demo.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.market.Tick;
import io.leanagentic.orchestration.ShardGroup;
import java.time.Duration;
import java.util.List;

/** Sends the bars, in order: as fast as they are decided on, or at a given rate. */
final class MarketFeed implements Behavior<MarketFeed.Message> {

  // region messages
  sealed interface Message {}

  /** Begin. */
  record Open() implements Message {}

  /** Time has passed; more bars may be due. */
  record Pulse() implements Message {}

  /** That many more bars were decided on. */
  record Credit(int bars) implements Message {}

  // endregion

  private static final Duration PULSE = Duration.ofMillis(5);

  @Val private final List<Tick> ticks;
  private final double barsPerSecond;
  private final Plan plan;
  private final ShardGroup<String, Room.Message> rooms;
  @Val private final List<AgentRef<ExecutionEngine.Message>> engines;
  private int credit;
  private int next;
  private long openedNanos;

  /** {@code rooms} divide the symbols among themselves. */
  MarketFeed(
      Plan plan,
      ShardGroup<String, Room.Message> rooms,
      @Val List<AgentRef<ExecutionEngine.Message>> engines) {
    this.plan = plan;
    this.ticks = plan.market().ticks();
    this.barsPerSecond = plan.barsPerSecond();
    this.credit = plan.terms().inFlight();
    this.rooms = rooms;
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
    if (plan.newRoomAt().isPresent() && plan.newRoomAt().getAsInt() == tick.seq()) {
      rooms.add("room-new", 2); // some symbols move there, while bars come
    }
    var quote = new Quote(tick, System.nanoTime());
    for (AgentRef<ExecutionEngine.Message> engine : engines) {
      Signals.mustArrive(engine, quote);
    }
    String symbol = plan.market().symbol(tick.instrument());
    Signals.mustArrive(rooms, symbol, new Room.Bar(symbol, quote));
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
