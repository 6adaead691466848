package io.leanagentic.orchestration.internal.lease;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.Await;
import io.leanagentic.Delivery;
import io.leanagentic.Promise;
import io.leanagentic.Subscription;
import io.leanagentic.Terminated;
import io.leanagentic.extension.Inspection;
import io.leanagentic.orchestration.Acquisition;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.LeaseInfo;
import io.leanagentic.orchestration.internal.Times;
import io.leanagentic.orchestration.spi.LeaseAuthority;
import io.leanagentic.spi.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Grants leases within one process: resources spread over tables, each with a lock of its own. */
public final class InProcessLeaseAuthority implements LeaseAuthority {
  private static final int TABLES = 16;

  /** The timeout of a promise that is answered before any other thread sees it. */
  private static final Duration AT_ONCE = Duration.ofDays(1);

  /** The highest first token; so many follow it that they never overflow. */
  private static final long MOST_FIRST = 1L << 62;

  private final AgentRuntime runtime;
  private final Clock clock;
  private final long origin;
  private final AtomicLong tokens;
  private final LeaseTable[] tables = new LeaseTable[TABLES];

  /** Agents that ever held a lease, or waited for one, and have not ended. */
  private final Map<AgentRef<?>, HolderState> states = new ConcurrentHashMap<>();

  private final Subscription panel;

  private final Map<AgentRef<?>, Await<Terminated>> watches = new ConcurrentHashMap<>();

  /** Makes an authority that has granted no lease yet. */
  public InProcessLeaseAuthority(AgentRuntime runtime, long firstToken) {
    Objects.requireNonNull(runtime, "runtime");
    if (firstToken < 1 || firstToken > MOST_FIRST) {
      throw new IllegalArgumentException(
          "first token is " + firstToken + "; allowed: 1 to " + MOST_FIRST);
    }
    this.runtime = runtime;
    this.clock = runtime.config().seams().clock();
    this.origin = clock.nanoTime();
    this.tokens = new AtomicLong(firstToken);
    for (int i = 0; i < TABLES; i++) {
      tables[i] = new LeaseTable(this, i);
    }
    panel = Inspection.of(runtime).show(() -> LeasePanel.of("Leases", all()));
  }

  AgentRuntime runtime() {
    return runtime;
  }

  /** Nanoseconds since the authority began; never negative. */
  long now() {
    return Math.max(0, clock.nanoTime() - origin);
  }

  long nextToken() {
    return tokens.getAndIncrement();
  }

  private LeaseTable table(String resource) {
    int hash = resource.hashCode();
    return tables[(hash ^ hash >>> 16 ^ hash >>> 8) & TABLES - 1];
  }

  @Override
  public Await<Acquisition> tryAcquire(String resource, LeaseHolder holder, Duration ttl) {
    HolderState state = state(holder);
    try {
      Acquisition answer = table(resource).tryAcquire(resource, holder, state, ttl.toNanos());
      return state != null && answer instanceof Acquisition.Granted granted
          ? told(runtime.<Acquisition>promise(AT_ONCE), answer, granted.lease())
          : Await.of(answer);
    } catch (AgentStoppedException ended) {
      return Await.failed(ended);
    }
  }

  @Override
  public Await<Lease> acquire(String resource, LeaseHolder holder, Duration ttl, Duration wait) {
    LeaseTable table = table(resource);
    HolderState state = state(holder);
    try {
      if (table.tryAcquire(resource, holder, state, ttl.toNanos())
          instanceof Acquisition.Granted(var lease)) {
        return state == null ? Await.of(lease) : told(runtime.promise(AT_ONCE), lease, lease);
      }
      Promise<Lease> promise = runtime.<Lease>promise(wait).asEvent().whenUnwanted(Lease::release);
      var waiter = new Waiter(resource, holder, state, ttl.toNanos(), promise);
      Lease granted = table.acquire(waiter);
      if (granted != null) {
        return told(promise, granted, granted);
      }
      promise
          .await()
          .whenDone((lease, failure) -> {
            if (failure != null) {
              table.forget(waiter);
            }
          });
      table.tellWhoHolds(waiter);
      return promise.await();
    } catch (AgentStoppedException ended) {
      return Await.failed(ended);
    }
  }

  /** Answers an agent; if it no longer takes the answer, the lease is released. */
  private static <T> Await<T> told(Promise<T> promise, T answer, Lease lease) {
    promise.whenUnwanted(_ -> lease.release());
    if (promise.reply().send(answer) != Delivery.ACCEPTED) {
      lease.release();
    }
    return promise.await();
  }

  @Override
  public void release(String resource, LeaseHolder holder, long token) {
    table(resource).release(resource, holder, token);
  }

  // Agents that end.

  private @Nullable HolderState state(LeaseHolder holder) {
    return switch (holder) {
      case LeaseHolder.Agent(var agent) -> {
        HolderState known = states.get(agent);
        yield known != null ? known : newHolder(agent);
      }
      case LeaseHolder.Named(var _) -> null;
    };
  }

  private HolderState newHolder(AgentRef<?> agent) {
    var fresh = new HolderState(TABLES);
    HolderState known = states.putIfAbsent(agent, fresh);
    if (known != null) {
      return known;
    }
    Await<Terminated> end = agent.termination(Times.FOREVER);
    watches.put(agent, end);
    end.whenDone((terminated, failure) -> {
      if (terminated != null) {
        ended(agent, fresh);
      }
    });
    return fresh;
  }

  /**
   * An agent has ended. A later request in its name finds no state, makes a new one, and learns at
   * once that the agent has ended.
   */
  private void ended(AgentRef<?> agent, HolderState state) {
    state.ended = true;
    states.remove(agent, state);
    watches.remove(agent);
    for (LeaseTable table : tables) {
      table.ended(state);
    }
  }

  // Looking.

  @Override
  public Optional<LeaseInfo> find(String resource) {
    return table(resource).find(resource);
  }

  @Override
  public List<LeaseInfo> all() {
    var all = new ArrayList<LeaseInfo>();
    for (LeaseTable table : tables) {
      table.addTo(all);
    }
    return all;
  }

  @Override
  public int size() {
    int size = 0;
    for (LeaseTable table : tables) {
      size += table.size();
    }
    return size;
  }

  @Override
  public void close() {
    panel.close();
    for (LeaseTable table : tables) {
      table.close();
    }
    watches.values().forEach(Await::cancel);
    watches.clear();
    states.clear();
  }
}
