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
 * <p>It looks at the runtime when it is asked, at most once a second, and less often if a look
 * takes long. Findings compare looks, so keep one, and ask it now and then: a probe every ten
 * seconds is right. Between looks failures, restarts, dead letters and refusals are counted.
 *
 * <p>Any thread may call any method, but no agent in its turn.
 */
@Shared("its looks exclude each other")
public final class HealthCheck implements AutoCloseable {
  private static final long PERIOD = Duration.ofSeconds(1).toNanos();
  private static final long STILL = Duration.ofSeconds(10).toNanos();

  /** A look that took t is followed by the next no sooner than this many t later. */
  private static final long SPARING = 100;

  private static final Query FEWEST = new Query(Query.Sort.BUSY, "", 1);

  private final AgentRuntime runtime;
  private final Clock clock;
  private final Observer observer;
  private @Nullable Health last;
  private long next;
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
    Health health = last;
    long now = clock.nanoTime();
    if (health == null || now - next >= 0) {
      health = look(now);
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

  private Health look(long now) {
    Snapshot snapshot = observer.lookOnce().apply(FEWEST);
    next = now + Math.max(PERIOD, SPARING * snapshot.took().toNanos());
    if (snapshot.metrics().turns() != turns) {
      turns = snapshot.metrics().turns();
      movedAt = now;
    }
    int ready = snapshot.activities().getOrDefault(Activity.READY, 0);
    if (ready == 0) {
      movedAt = now;
    }
    List<Finding> findings = snapshot.findings();
    if (now - movedAt >= STILL) {
      String still =
          Words.count(ready, "agent is", "agents are")
              + " ready, and no turn has begun for "
              + Words.time(now - movedAt)
              + ".";
      return new Health(Status.DOWN, List.of(still), findings, snapshot.at());
    }
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
