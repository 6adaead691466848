package io.leanagentic.observe;

import io.leanagentic.AgentRuntime;
import io.leanagentic.capability.Shared;
import io.leanagentic.extension.AgentView.Activity;
import io.leanagentic.observe.Health.Status;
import io.leanagentic.observe.internal.look.Words;
import io.leanagentic.spi.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a runtime is well, for probes of Kubernetes, indicators of Spring Actuator, and
 * people.
 *
 * <pre>{@code
 * var check = HealthCheck.of(runtime);
 * Health now = check.health();
 * respond(now.isAlive() ? 200 : 503, now.toJson());
 * }</pre>
 *
 * <p>It looks at the runtime when it is asked, as {@link Observer#recent} does. Findings compare
 * looks, so keep one, and ask it now and then: a probe every ten seconds is right. Between looks
 * failures, restarts, dead letters and refusals are counted.
 *
 * <p>Any thread may call any method, but no agent in its turn.
 */
@Shared("its looks exclude each other")
public final class HealthCheck implements AutoCloseable {
  private static final long STILL = Duration.ofSeconds(10).toNanos();

  private final AgentRuntime runtime;
  private final Clock clock;
  private final Observer observer;
  private @Nullable Health last;
  private long turns = -1;
  private long movedAt;

  private HealthCheck(AgentRuntime runtime) {
    this.runtime = runtime;
    clock = runtime.config().seams().clock();
    observer = Observer.of(runtime);
  }

  /** Begins to observe {@code runtime}. */
  public static HealthCheck of(AgentRuntime runtime) {
    return new HealthCheck(Objects.requireNonNull(runtime, "runtime"));
  }

  /**
   * How it is, at most a second ago; at this moment if it has ended.
   *
   * @throws IllegalStateException if called in an agent's turn, which may be what is wrong
   */
  public synchronized Health health() {
    if (hasEnded(runtime)) {
      return new Health(Status.DOWN, List.of("The runtime has ended."), List.of(), clock.now());
    }
    Snapshot snapshot = observer.recent(Query.FEWEST);
    Health health = last;
    if (health == null || !health.at().equals(snapshot.at())) {
      int ready = snapshot.activities().getOrDefault(Activity.READY, 0);
      long still = still(snapshot.metrics().turns(), ready);
      health = still >= STILL ? down(snapshot, ready, still) : up(snapshot);
      last = health;
    }
    return health;
  }

  /**
   * Whether nothing of {@code runtime} runs any more.
   *
   * @throws IllegalStateException if called in an agent's turn
   */
  static boolean hasEnded(AgentRuntime runtime) {
    try {
      return runtime.awaitTermination(Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // for whoever asks; it is not this that waits
      return false;
    }
  }

  /** For how long no turn has begun, though some are ready, in ns. */
  private long still(long turnsNow, int ready) {
    long now = clock.nanoTime();
    if (turnsNow != turns || ready == 0) {
      turns = turnsNow;
      movedAt = now;
    }
    return now - movedAt;
  }

  private static Health down(Snapshot snapshot, int ready, long still) {
    String reason =
        Words.count(ready, "agent is", "agents are")
            + " ready, and no turn has begun for "
            + Words.time(still)
            + ".";
    return new Health(Status.DOWN, List.of(reason), snapshot.findings(), snapshot.at());
  }

  private static Health up(Snapshot snapshot) {
    List<Finding> findings = snapshot.findings();
    return new Health(
        findings.isEmpty() ? Status.UP : Status.DEGRADED,
        findings.stream().map(Finding::what).toList(),
        findings,
        snapshot.at());
  }

  /** Ends it. */
  @Override
  public void close() {
    observer.close();
  }
}
