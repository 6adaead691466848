package io.leanagentic.observe.internal.look;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeMetrics;
import io.leanagentic.extension.AgentView;
import io.leanagentic.extension.AgentView.Activity;
import io.leanagentic.extension.Inspection;
import io.leanagentic.extension.Inspection.Wait;
import io.leanagentic.extension.ListenerView;
import io.leanagentic.extension.WorkerView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that was seen at one moment. */
public final class Look {
  /** The most agents whose waits are followed. */
  private static final int MOST_WAITS = 10_000;

  /** The most agents whose stack is taken: that stops their thread for a moment. */
  private static final int MOST_STACKS = 5;

  private final long nanos;
  private final Instant at;
  private final List<AgentView> agents;
  private final List<WorkerView> workers;
  private final List<ListenerView> listeners;
  private final Exchanges.Between exchanges;
  private final RuntimeMetrics metrics;
  private final Happenings happenings;
  private final Map<AgentRef<?>, Wait> waits = new LinkedHashMap<>();
  private final Map<AgentRef<?>, List<StackTraceElement>> stacks = new LinkedHashMap<>();
  private final Duration took;
  private @Nullable IdentityHashMap<AgentRef<?>, AgentView> byAgent;

  private Look(
      AgentRuntime runtime,
      Inspection inspection,
      Happenings happenings,
      Exchanges exchanges,
      int most) {
    long begun = System.nanoTime();
    this.happenings = happenings;
    nanos = happenings.now();
    at = runtime.config().seams().clock().now();
    metrics = runtime.metrics();
    agents = inspection.agents(most);
    workers = inspection.workers();
    listeners = inspection.listeners();
    this.exchanges = exchanges.look(inspection, nanos);
    for (AgentView view : agents) {
      if (waits(view) && waits.size() < MOST_WAITS) {
        inspection.waitOf(view.agent()).ifPresent(wait -> waits.put(view.agent(), wait));
      }
    }
    for (WorkerView worker : workers) {
      AgentRef<?> holder = worker.running();
      if (worker.replaced() && holder != null && stacks.size() < MOST_STACKS) {
        stacks.put(holder, inspection.stackOf(holder));
      }
    }
    took = Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Looks now. */
  public static Look at(
      AgentRuntime runtime,
      Inspection inspection,
      Happenings happenings,
      Exchanges exchanges,
      int most) {
    return new Look(runtime, inspection, happenings, exchanges, most);
  }

  private static boolean waits(AgentView view) {
    return view.activity() == Activity.PARKED || view.activity() == Activity.AWAITING;
  }

  /** When, in ns by the runtime's clock. */
  public long nanos() {
    return nanos;
  }

  /** When. */
  public Instant at() {
    return at;
  }

  /** How long it took. */
  public Duration took() {
    return took;
  }

  /** The living agents. */
  public List<AgentView> agents() {
    return agents;
  }

  /** The workers. */
  public List<WorkerView> workers() {
    return workers;
  }

  /** The listeners of events. */
  public List<ListenerView> listeners() {
    return listeners;
  }

  /** Who sent how much to whom since the look before. */
  public Exchanges.Between exchanges() {
    return exchanges;
  }

  /** Counts since the start. */
  public RuntimeMetrics metrics() {
    return metrics;
  }

  /** What happened lately. */
  public Happenings happenings() {
    return happenings;
  }

  /** What parked and awaiting agents wait for. */
  public Map<AgentRef<?>, Wait> waits() {
    return waits;
  }

  /** What agents that hold a worker for long do. */
  public Map<AgentRef<?>, List<StackTraceElement>> stacks() {
    return stacks;
  }

  /** What was seen of {@code agent}; null if it was not there. */
  public @Nullable AgentView view(AgentRef<?> agent) {
    IdentityHashMap<AgentRef<?>, AgentView> all = byAgent;
    if (all == null) {
      all = new IdentityHashMap<>(agents.size());
      for (AgentView view : agents) {
        all.put(view.agent(), view);
      }
      byAgent = all;
    }
    return all.get(agent);
  }

  /** By each agent that others wait for: who they are, if they are {@code activity}. */
  public Map<AgentRef<?>, List<AgentRef<?>>> waiters(Activity activity) {
    var waiters = new LinkedHashMap<AgentRef<?>, List<AgentRef<?>>>();
    waits.forEach((waiter, wait) -> {
      AgentView view = view(waiter);
      if (view != null && view.activity() == activity) {
        wait.agents()
            .forEach(on -> waiters.computeIfAbsent(on, one -> new ArrayList<>()).add(waiter));
      }
    });
    return waiters;
  }
}
