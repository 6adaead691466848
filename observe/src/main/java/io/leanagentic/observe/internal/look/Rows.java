package io.leanagentic.observe.internal.look;

import io.leanagentic.AgentProfile;
import io.leanagentic.AgentRef;
import io.leanagentic.extension.AgentView;
import io.leanagentic.extension.AgentView.Activity;
import io.leanagentic.extension.Inspection.Wait;
import io.leanagentic.observe.AgentRow;
import io.leanagentic.observe.Query;
import io.leanagentic.observe.TalkRow;
import io.leanagentic.observe.TreeRow;
import io.leanagentic.observe.TypeRow;
import io.leanagentic.observe.internal.look.Exchanges.Exchange;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a snapshot: all agents summed up, and the few that are shown. */
public final class Rows {
  private static final int MOST_TYPES = 50;
  private static final String OTHER_TYPES = "others";
  private static final int MOST_TALKS = 200;
  private static final int MOST_WAITED_FOR = 10;

  private final Look look;
  private final Set<AgentRef<?>> culprits;
  private final EnumMap<Activity, Integer> activities = new EnumMap<>(Activity.class);
  private final Map<Class<?>, TypeRow> types = new HashMap<>();

  private Rows(Look look, List<Verdict> verdicts) {
    this.look = look;
    culprits =
        verdicts.stream()
            .flatMap(verdict -> verdict.culprit().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (AgentView view : look.agents()) {
      activities.merge(view.activity(), 1, Integer::sum);
      types.merge(view.type(), row(view.type(), view), Rows::plus);
    }
  }

  /** Sums up {@code look}; agents blamed by {@code verdicts} are shown first. */
  public static Rows of(Look look, List<Verdict> verdicts) {
    return new Rows(look, verdicts);
  }

  /** How many agents did what. */
  public Map<Activity, Integer> activities() {
    return activities;
  }

  // Types.

  private static TypeRow row(Class<?> type, AgentView view) {
    AgentProfile profile = view.profile();
    return new TypeRow(
        Words.type(type),
        1,
        profile.depth(),
        profile.handled(),
        profile.messagesPerSecond(),
        Words.busy(view));
  }

  private static TypeRow plus(TypeRow one, TypeRow other) {
    return new TypeRow(
        one.type(),
        one.agents() + other.agents(),
        one.depth() + other.depth(),
        one.handled() + other.handled(),
        one.perSecond() + other.perSecond(),
        one.busy() + other.busy());
  }

  /** The types of agents that use most time, then the sum of all others, if there are any. */
  public List<TypeRow> types() {
    var all =
        types.values().stream()
            .sorted(
                Comparator.comparingDouble(TypeRow::busy)
                    .thenComparingLong(TypeRow::handled)
                    .thenComparingInt(TypeRow::agents)
                    .reversed())
            .toList();
    if (all.size() <= MOST_TYPES) {
      return all;
    }
    var none = new TypeRow(OTHER_TYPES, 0, 0, 0, 0, 0);
    TypeRow others = all.stream().skip(MOST_TYPES).reduce(none, Rows::plus);
    return Stream.concat(all.stream().limit(MOST_TYPES), Stream.of(others)).toList();
  }

  /** The supervision tree. */
  public List<TreeRow> tree() {
    return Tree.of(look.agents());
  }

  // Talks.

  /** Who sends most to whom. */
  public List<TalkRow> talks() {
    return look.exchanges().agents().stream()
        .limit(MOST_TALKS)
        .map(it -> row(it, Words::path))
        .toList();
  }

  /** As above, by types. */
  public List<TalkRow> typeTalks() {
    return look.exchanges().types().stream()
        .limit(MOST_TALKS)
        .map(it -> row(it, Words::type))
        .toList();
  }

  private <T> TalkRow row(Exchange<T> exchange, Function<T, String> name) {
    T from = exchange.from();
    return new TalkRow(
        from == null ? "" : name.apply(from),
        name.apply(exchange.to()),
        exchange.messages() / look.exchanges().seconds());
  }

  // Agents.

  /** The agents that {@code query} asks for. */
  public List<AgentRow> agents(Query query) {
    Comparator<AgentView> order = order(query.sort());
    var best = new PriorityQueue<AgentView>(order);
    String search = query.search().toLowerCase(Locale.ROOT);
    for (AgentView view : look.agents()) {
      if (matches(view, search)) {
        best.add(view);
        if (best.size() > query.top()) {
          best.remove();
        }
      }
    }
    var shown = new LinkedHashSet<AgentView>();
    for (AgentRef<?> culprit : culprits) {
      AgentView view = look.view(culprit);
      if (view != null && matches(view, search)) {
        shown.add(view);
      }
    }
    best.stream().sorted(order.reversed()).forEach(shown::add);
    return shown.stream()
        .map(view -> row(view, Optional.ofNullable(look.waits().get(view.agent()))))
        .toList();
  }

  private static Comparator<AgentView> order(Query.Sort sort) {
    ToDoubleFunction<AgentView> key =
        switch (sort) {
          case BUSY -> Words::busy;
          case DEPTH -> view -> view.profile().depth();
          case RATE -> view -> view.profile().messagesPerSecond();
          case MEAN -> view -> view.profile().meanNanos();
          case HANDLED -> view -> view.profile().handled();
          case STASHED -> AgentView::stashed;
          case TIMERS -> AgentView::timers;
          case RESTARTS -> AgentView::restarts;
        };
    return Comparator.comparingDouble(key)
        .thenComparingInt(view -> view.profile().depth())
        .thenComparingLong(view -> view.profile().handled());
  }

  /** An agent without a name keeps none, so it is found by its class only. */
  private static boolean matches(AgentView view, String search) {
    return search.isEmpty()
        || Words.type(view.type()).toLowerCase(Locale.ROOT).contains(search)
        || view.activity().name().toLowerCase(Locale.ROOT).contains(search)
        || (view.name() != null && view.agent().path().toLowerCase(Locale.ROOT).contains(search));
  }

  /** The row of one agent, which waits for {@code wait}. */
  static AgentRow row(AgentView view, Optional<Wait> wait) {
    AgentProfile profile = view.profile();
    List<AgentRef<?>> on = wait.map(Wait::agents).orElse(List.of());
    return new AgentRow(
        Words.path(view.agent()),
        Words.type(view.type()),
        view.activity(),
        profile.depth(),
        view.config().mailbox().capacity(),
        profile.peakDepth(),
        profile.handled(),
        profile.messagesPerSecond(),
        profile.meanNanos(),
        Words.busy(view),
        profile.cpuIntensity(),
        view.stashed(),
        view.unsent(),
        view.timers(),
        view.restarts(),
        on.stream().limit(MOST_WAITED_FOR).map(Words::path).toList(),
        wait.map(Wait::what).orElse(""));
  }
}
