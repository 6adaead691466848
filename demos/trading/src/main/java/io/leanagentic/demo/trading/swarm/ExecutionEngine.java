package io.leanagentic.demo.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.demo.trading.ledger.Order;
import io.leanagentic.orchestration.Fenced;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.Leases;
import io.leanagentic.orchestration.StaleTokenException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Fills orders at the venue, bar by bar in the order of the feed, while it has the lease of the
 * venue. A bar waits until it is decided what to do at it, that is, until the decision on its
 * instrument's previous bar has come; later bars wait behind it.
 *
 * <p>There are two: the one without the lease receives the same messages and waits for it.
 */
final class ExecutionEngine implements Behavior<ExecutionEngine.Message> {

  /*
   * Structure
   *   `quotes` is a ring of the bars under way, of which there are at most as many as it has places: a bar is sent only
   *   after the one that had its place was decided on, so that one was filled, by either engine. `decided` and `orders`
   *   hold, for each instrument, up to which of its bars it was decided, and what to do at the next.
   *
   * Taking over
   *   Fills that the last engine could no longer report are in the journal of the venue: all of it is reported again,
   *   and the portfolio books each bar once. So an engine may end at any moment, or lose its lease without noticing.
   *
   * Invariants
   *   I1  two engines never fill at the same time, and no bar twice       SwarmTest.anEngineThatLostItsLeaseIsFenced
   *   I2  what was filled is booked, whenever an engine ends               SwarmTest.theStandbyTakesOver
   */

  sealed interface Message permits Quote, Decision, LineUp, Renew {}

  /** What to do after the bar {@code quote}, at the next of its instrument. */
  record Decision(Quote quote, Optional<Order> order) implements Message {}

  /** The engines before you have asked for the lease: now it is your turn. */
  record LineUp() implements Message {}

  /** Time to renew the lease. */
  record Renew() implements Message {}

  /** The name of what is leased. */
  static final String VENUE = "venue";

  private static final Duration TTL = Duration.ofSeconds(1);
  private static final Duration RENEWAL = TTL.dividedBy(4);

  /** Longer than anyone will wait. */
  private static final Duration LONG = Duration.ofDays(30);

  /**
   * What an engine works with.
   *
   * @param venue where it fills
   * @param leases who has the lease of it
   */
  record Market(
      Fenced<Venue> venue,
      Leases leases,
      AgentRef<Portfolio.Executed> portfolio,
      AgentRef<Reporter.Message> reporter) {}

  private final int lastSeq;
  private final Optional<Fault> fault;
  private final Market market;
  private final Optional<AgentRef<Message>> standby;
  private final Quote[] quotes;
  private final int[] decided;
  private final List<Optional<Order>> orders;
  private final Latencies toOrder = new Latencies();
  private Optional<Lease> lease = Optional.empty();
  private int next;

  /** {@code standby} is to line up for the lease after this one. */
  ExecutionEngine(
      Plan plan, Optional<Fault> fault, Market market, Optional<AgentRef<Message>> standby) {
    int instruments = plan.market().instruments().size();
    this.lastSeq = plan.market().ticks().size() - 1;
    this.fault = fault;
    this.market = market;
    this.standby = standby;
    this.quotes = new Quote[plan.terms().inFlight()];
    this.decided = new int[instruments];
    this.orders = new ArrayList<>();
    Arrays.fill(quotes, Quote.NONE);
    Arrays.fill(decided, -1);
    for (int i = 0; i < instruments; i++) {
      orders.add(Optional.empty());
    }
  }

  @Override
  public void receive(AgentContext<Message> context, Message message) {
    switch (message) {
      case Quote quote -> quotes[slot(quote.tick().seq())] = quote;
      case Decision decision -> follow(decision);
      case LineUp() -> {
        waitForLease(context);
        standby.ifPresent(next -> Signals.mustArrive(next, new LineUp()));
      }
      case Renew() -> renew(context);
    }
    work(context);
  }

  // region lease
  private void waitForLease(AgentContext<Message> context) {
    var holder = LeaseHolder.of(context.self());
    context.onAnswer(
        market.leases().acquire(VENUE, holder, TTL, LONG), granted -> takeOver(context, granted));
  }

  private void takeOver(AgentContext<Message> context, Lease granted) {
    lease = Optional.of(granted);
    tell(context, LeaseEvent.Kind.GRANTED, granted);
    context.timers().every("renew", RENEWAL, new Renew());
    context.onAnswer(granted.lost(), loss -> stepDown(context, granted), released -> {});
    // Earlier engines may have filled what they could no longer report. From here on the venue
    // refuses them.
    for (Venue.Filled filled : market.venue().apply(granted.token(), Venue::recent)) {
      tell(filled, granted);
    }
    next = market.venue().apply(granted.token(), Venue::next);
    work(context);
  }

  private void renew(AgentContext<Message> context) {
    lease.ifPresent(held ->
        context.onAnswer(
            held.renew(),
            renewed -> tell(context, LeaseEvent.Kind.RENEWED, renewed),
            lost -> stepDown(context, held)));
  }

  private void stepDown(AgentContext<Message> context, Lease held) {
    if (lease.isPresent() && lease.get() == held) {
      lease = Optional.empty();
      tell(context, LeaseEvent.Kind.LOST, held);
      context.timers().cancel("renew");
      waitForLease(context);
    }
  }

  private void tell(AgentContext<Message> context, LeaseEvent.Kind kind, Lease held) {
    var what = new Reporter.Leased(kind, context.self().name(), held.token());
    Signals.mustArrive(market.reporter(), what);
  }

  // endregion

  private void follow(Decision decision) {
    int instrument = decision.quote().tick().instrument();
    decided[instrument] = decision.quote().tick().index();
    orders.set(instrument, decision.order());
    if (decision.order().isPresent() && lease.isPresent()) {
      toOrder.add(System.nanoTime() - decision.quote().sentNanos());
    }
  }

  // region fill
  /** Fills what can be filled. */
  private void work(AgentContext<Message> context) {
    while (lease.isPresent() && next <= lastSeq && isDecided(quotes[slot(next)])) {
      Quote quote = quotes[slot(next)];
      Lease held = lease.get();
      fault.ifPresent(accident -> sufferBefore(accident, held));
      try {
        Optional<Order> order = orders.get(quote.tick().instrument());
        Venue.Filled filled = market.venue().apply(held.token(), venue -> venue.fill(quote, order));
        fault.ifPresent(this::sufferAfter);
        tell(filled, held);
        next++;
      } catch (StaleTokenException fenced) {
        stepDown(context, held); // another engine was at the venue since
      }
    }
  }

  private boolean isDecided(Quote quote) {
    return quote.tick().seq() == next
        && decided[quote.tick().instrument()] == quote.tick().index() - 1;
  }

  // endregion

  private void tell(Venue.Filled filled, Lease held) {
    Signals.mustArrive(
        market.portfolio(), new Portfolio.Executed(filled.quote(), filled.fills(), held.token()));
    if (filled.quote().tick().seq() == lastSeq) {
      Signals.mustArrive(
          market.reporter(), new Reporter.Timed(Reporter.Leg.ORDER, toOrder.summary()));
    }
  }

  private void sufferBefore(Fault accident, Lease held) {
    if (accident.isAt(next, Fault.Kind.CRASH)) {
      throw accident.failure();
    }
    if (accident.isAt(next, Fault.Kind.LOST_LEASE)) {
      held.release(); // and continues as if it had it
    }
  }

  private void sufferAfter(Fault accident) {
    if (accident.isAt(next, Fault.Kind.CRASH_UNTOLD)) {
      throw accident.failure();
    }
  }

  private int slot(int seq) {
    return seq & (quotes.length - 1);
  }
}
