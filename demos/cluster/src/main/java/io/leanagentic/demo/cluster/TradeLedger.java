package io.leanagentic.demo.cluster;

import io.leanagentic.cluster.LogPosition;
import io.leanagentic.cluster.StateMachine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Orders and their executions, on all voters. An order is taken once, and carried out once; and an
 * engine that comes with an older token than another one before is refused.
 */
final class TradeLedger
    implements StateMachine<TradeLedger.Command, TradeLedger.Result, TradeLedger.State> {

  sealed interface Command {}

  /** Takes orders; those that it has are counted as repeated. */
  record Place(List<TradeOrder> orders) implements Command {}

  /** Books executions of the engine with that token; without any it only shows the token. */
  record Book(long token, List<Execution> executions) implements Command {}

  /** The question what is to be done: {@link Work}. */
  record NextWork() implements Command {}

  /** The question what has come of it: {@link Totals}. */
  record Sum() implements Command {}

  sealed interface Result {}

  /** Orders were taken: so many new ones. The engine's token was the newest. */
  record Placed(int fresh, long token) implements Result {}

  /** Executions were booked: so many that were not booked before. */
  record Booked(int fresh) implements Result {}

  /** The token is older than that: nothing was booked. */
  record Stale(long newest) implements Result {}

  /** Orders that wait, the oldest first. */
  record Work(List<Item> items) implements Result {}

  /** An order, and how many units its analyzer has before the first of them. */
  record Item(TradeOrder order, long held) {}

  /**
   * What has come of it.
   *
   * @param open orders that wait
   * @param booked executions, counted whenever one was booked
   * @param cash their sum, in cents
   * @param digest the sum of their {@link Execution#digest}
   * @param repeated orders and executions that came again, and changed nothing
   * @param refused commands with a token that was too old
   */
  record Totals(int open, long booked, long cash, long digest, long repeated, long refused)
      implements Result {
    static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);
  }

  /** All of it. */
  record State(
      List<TradeOrder> open, Set<Long> done, Map<Integer, Long> held, Totals totals, long token) {}

  private static final int MOST_ITEMS = 100;

  private final Map<Long, TradeOrder> open = new LinkedHashMap<>();
  private final Set<Long> done = new HashSet<>();
  private final Map<Integer, Long> held = new HashMap<>();
  private Totals totals = Totals.NONE;
  private long token;

  @Override
  public Result apply(Command command, LogPosition at) {
    return switch (command) {
      case Place(var orders) -> place(orders);
      case Book(var with, var executions) -> book(with, executions);
      case NextWork _, Sum _ -> throw new IllegalArgumentException("no command: " + command);
    };
  }

  private Result place(List<TradeOrder> orders) {
    int fresh = 0;
    for (TradeOrder order : orders) {
      if (!done.contains(order.id()) && open.putIfAbsent(order.id(), order) == null) {
        fresh++;
      }
    }
    count(List.of(), orders.size() - fresh, 0);
    return new Placed(fresh, token);
  }

  private Result book(long with, List<Execution> executions) {
    if (with < token) {
      count(List.of(), 0, 1);
      return new Stale(token);
    }
    token = with;
    var fresh = new ArrayList<Execution>();
    for (Execution execution : executions) {
      if (open.remove(execution.id()) != null) {
        done.add(execution.id());
        held.merge(execution.analyzer(), execution.quantity(), Long::sum);
        fresh.add(execution);
      }
    }
    count(fresh, executions.size() - fresh.size(), 0);
    return new Booked(fresh.size());
  }

  private void count(List<Execution> booked, int repeated, int refused) {
    totals =
        new Totals(
            open.size(),
            totals.booked + booked.size(),
            totals.cash + booked.stream().mapToLong(Execution::cash).sum(),
            totals.digest + booked.stream().mapToLong(Execution::digest).sum(),
            totals.repeated + repeated,
            totals.refused + refused);
  }

  @Override
  public Result read(Command question) {
    return switch (question) {
      case NextWork _ -> work();
      case Sum _ -> totals;
      case Place _, Book _ -> throw new IllegalArgumentException("no question: " + question);
    };
  }

  private Work work() {
    return new Work(
        open.values().stream()
            .limit(MOST_ITEMS)
            .map(order -> new Item(order, held.getOrDefault(order.analyzer(), 0L)))
            .toList());
  }

  @Override
  public State snapshot() {
    return new State(List.copyOf(open.values()), Set.copyOf(done), Map.copyOf(held), totals, token);
  }

  @Override
  public void restore(State snapshot) {
    open.clear();
    snapshot.open().forEach(it -> open.put(it.id(), it));
    done.clear();
    done.addAll(snapshot.done());
    held.clear();
    held.putAll(snapshot.held());
    totals = snapshot.totals();
    token = snapshot.token();
  }
}
