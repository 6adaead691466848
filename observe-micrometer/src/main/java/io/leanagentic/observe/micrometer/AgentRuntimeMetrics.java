package io.leanagentic.observe.micrometer;

import io.leanagentic.AgentRuntime;
import io.leanagentic.observe.Observer;
import io.leanagentic.observe.Query;
import io.leanagentic.observe.Snapshot;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a runtime for Micrometer: its counts, its times, its types of agents, and how many
 * findings there are of each kind.
 *
 * <pre>{@code AgentRuntimeMetrics.of(runtime).bindTo(registry);}</pre>
 *
 * <p>All names begin with {@code leanagentic.}; the guide lists them. No meter is of a single
 * agent, so their number is bounded: at most 50 types of agents are told apart, and the rest are
 * one more, {@code others}.
 *
 * <p>The runtime is looked at when a value is read, as {@link Observer#recent} does. Between looks
 * failures, restarts, dead letters and refused signals are counted, for the findings.
 *
 * <p>Any thread may call any method.
 */
public final class AgentRuntimeMetrics implements MeterBinder, AutoCloseable {
  private final Observer observer;
  private final Tags tags;
  private final CopyOnWriteArrayList<BoundMeters> bound = new CopyOnWriteArrayList<>();
  private volatile @Nullable Snapshot known;

  private AgentRuntimeMetrics(Observer observer, Tags tags) {
    this.observer = observer;
    this.tags = tags;
  }

  /** Begins to observe {@code runtime}. */
  public static AgentRuntimeMetrics of(AgentRuntime runtime) {
    return of(runtime, List.of());
  }

  /**
   * As above, with tags that all meters have: they tell two runtimes of one process apart.
   *
   * @param tags such as {@code Tags.of("runtime", "orders")}
   */
  public static AgentRuntimeMetrics of(AgentRuntime runtime, Iterable<Tag> tags) {
    Objects.requireNonNull(runtime, "runtime");
    var own = Tags.of(Objects.requireNonNull(tags, "tags"));
    return new AgentRuntimeMetrics(Observer.of(runtime), own);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    var meters = new BoundMeters(Objects.requireNonNull(registry, "registry"), tags, this::look);
    bound.add(meters);
    meters.registerAll();
    meters.meet(look());
  }

  /** A look, at most a second old. Kinds that are in it for the first time get their meters. */
  private Snapshot look() {
    Snapshot snapshot = observer.recent(Query.FEWEST);
    if (snapshot != known) {
      known = snapshot;
      bound.forEach(meters -> meters.meet(snapshot));
    }
    return snapshot;
  }

  /** Removes all its meters, and ends the observation. Closing again changes nothing. */
  @Override
  public void close() {
    bound.forEach(BoundMeters::removeAll);
    bound.clear();
    observer.close();
  }
}
