package io.leanagentic.observe;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Subscription;
import io.leanagentic.capability.Shared;
import io.leanagentic.extension.AgentView;
import io.leanagentic.extension.Inspection;
import io.leanagentic.extension.Panel;
import io.leanagentic.observe.internal.finding.Rules;
import io.leanagentic.observe.internal.look.Cropped;
import io.leanagentic.observe.internal.look.Exchanges;
import io.leanagentic.observe.internal.look.Happenings;
import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Pages;
import io.leanagentic.observe.internal.look.Rows;
import io.leanagentic.observe.internal.look.SharedLook;
import io.leanagentic.observe.internal.look.Verdict;
import io.leanagentic.observe.internal.look.WorkerShares;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes snapshots of a runtime, and finds out what is wrong by comparing them: about one look a
 * second is right. Between looks it only counts failures, restarts, dead letters and refused
 * signals.
 *
 * <pre>{@code
 * try (var observer = Observer.of(runtime)) {
 *   ...
 *   observer.look().findings().forEach(IO::println);
 * }
 * }</pre>
 *
 * <p>Any thread may call any method.
 */
@Shared("its looks exclude each other; all else it holds is for many threads")
public final class Observer implements AutoCloseable {
  /** The most agents that a look takes in. */
  public static final int MOST_AGENTS = 200_000;

  private final Inspection inspection;
  private final Happenings happenings;
  private final Subscription subscription;
  private final AgentRuntime runtime;
  private final Rules rules = Rules.all();
  private final WorkerShares shares = new WorkerShares();
  private final Exchanges exchanges = new Exchanges();
  private final SharedLook shared;
  private long handled;
  private Inspection.Times waiting;
  private long lookedAt;

  private Observer(AgentRuntime runtime) {
    this.runtime = runtime;
    boolean virtual = runtime.config().seams().stepper().isPresent();
    shared = virtual ? SharedLook.everySecond() : SharedLook.sparing();
    inspection = Inspection.of(runtime);
    happenings = new Happenings(runtime);
    lookedAt = happenings.now();
    handled = runtime.metrics().handled();
    waiting = inspection.waiting();
    Happenings counts = happenings;
    subscription = runtime.listen(event -> counts.accept(event));
  }

  /** Begins to observe {@code runtime}. */
  public static Observer of(AgentRuntime runtime) {
    return new Observer(Objects.requireNonNull(runtime, "runtime"));
  }

  /** Looks at all agents. */
  public synchronized Snapshot look() {
    return lookOnce().apply(Query.DEFAULT);
  }

  /**
   * The last look, or a new one if that is old: after a second, or later if it took long, so that
   * looking takes about a hundredth of a processor at most, however many ask how often. Who asks
   * for the same again gets the same snapshot until there is a new look.
   *
   * @param query which agents are shown of it
   */
  public synchronized Snapshot recent(Query query) {
    Objects.requireNonNull(query, "query");
    return shared.show(query, happenings.now(), this::lookOnce);
  }

  /** One look, shown to any number of those who ask. What is returned holds all that was seen. */
  private Function<Query, Snapshot> lookOnce() {
    Look look = Look.at(runtime, inspection, happenings, exchanges, MOST_AGENTS);
    double seconds = Math.max(1, look.nanos() - lookedAt) / 1e9;
    double rate = (look.metrics().handled() - handled) / seconds;
    Inspection.Times now = inspection.waiting();
    var lately = now.since(waiting);
    waiting = now;
    lookedAt = look.nanos();
    handled = look.metrics().handled();
    List<Verdict> verdicts = rules.judge(look);
    List<Finding> findings = verdicts.stream().map(Verdict::finding).toList();
    Rows rows = Rows.of(look, verdicts);
    List<TreeRow> tree = rows.tree();
    List<EventRow> events = happenings.recent();
    List<WorkerRow> workers = shares.rows(look.workers());
    List<TalkRow> talks = rows.talks();
    List<TalkRow> typeTalks = rows.typeTalks();
    List<TypeRow> types = rows.types();
    List<Panel> panels = Cropped.all(inspection.panels());
    return query ->
        new Snapshot(
            look.at(),
            look.metrics(),
            rate,
            lately,
            look.agents().size(),
            look.took(),
            rows.activities(),
            findings,
            workers,
            tree,
            events,
            talks,
            typeTalks,
            types,
            rows.agents(query),
            panels);
  }

  /** All that is known of the living agent at {@code path}, if there is one. */
  public Optional<AgentPage> agent(String path) {
    Optional<AgentRef<?>> named = path.startsWith("/") ? runtime.find(path) : Optional.empty();
    return named
        .or(() -> unnamed(path))
        .flatMap(inspection::agent)
        .map(view -> Pages.page(view, inspection, happenings));
  }

  /** One whose name was not given to it: there is no other way than to look through all. */
  private Optional<AgentRef<?>> unnamed(String path) {
    return inspection.agents(MOST_AGENTS).stream()
        .filter(view -> view.name() != null && path.endsWith("/" + view.name()))
        .<AgentRef<?>>map(AgentView::agent)
        .filter(agent -> agent.path().equals(path))
        .findFirst();
  }

  /**
   * Notes what each worker does at this moment. Called often between two looks, it makes the shares
   * of {@link WorkerRow} shares of time. It also lets go of a {@linkplain #recent look} that is
   * old.
   */
  public synchronized void sample() {
    shares.sample(inspection.workers());
    shared.forgetOld(happenings.now());
  }

  /** Ends it. */
  @Override
  public void close() {
    subscription.close();
  }
}
