package io.leanagentic.internal.agent;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AwaitCycleException;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.await.Asker;
import io.leanagentic.internal.await.AwaitHost;
import io.leanagentic.internal.await.Inbox;
import io.leanagentic.internal.await.Pairs;
import io.leanagentic.internal.await.PromisedAnswer;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.Parking;
import io.leanagentic.internal.scheduler.Task;
import io.leanagentic.internal.scheduler.WorkStealingScheduler;
import io.leanagentic.spi.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What agents need from their runtime, and what all agents of a runtime share. Any thread may call
 * any method.
 *
 * <p>It is a class and not an interface: as long as only one class extends it, its methods are
 * called directly.
 */
public abstract class AgentHost implements AwaitHost {
  private static final long MOST_SHARED = 256;

  private final WaitGraph waitGraph = new WaitGraph();
  private final AtomicLong names = new AtomicLong();
  private final ConcurrentHashMap<AgentConfig, AgentSettings> handlerSettings =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<AgentConfig, AgentSettings> loopSettings =
      new ConcurrentHashMap<>();
  private @Nullable AgentSettings defaultSettings;
  private final ScopedValue<Optional<Pairs>> outside = ScopedValue.newInstance();
  private volatile boolean carriesPairs;
  private volatile boolean guardsIntake;
  private volatile boolean intakeClosed;
  private volatile @Nullable Talks talks;

  /** For the runtime. */
  protected AgentHost() {}

  /** The runtime, as its users know it. */
  protected abstract AgentRuntime runtime();

  /** Its config. */
  public abstract RuntimeConfig config();

  /** Its clock. */
  protected abstract Clock clock();

  /** Where agents report to. */
  protected abstract AgentReports reports();

  /** Its workers; null under a stepper. */
  public abstract @Nullable WorkStealingScheduler scheduler();

  // Settings.

  /** The settings of agents that are spawned with {@code agent}. */
  public final AgentSettings settings(AgentConfig agent) {
    Objects.requireNonNull(agent, "config");
    if (agent != config().agents()) {
      return shared(handlerSettings, agent, false);
    }
    AgentSettings settings = defaultSettings;
    if (settings == null) { // two may be made at once; both are fine, since all fields are final
      settings = new AgentSettings(this, agent, false);
      defaultSettings = settings;
    }
    return settings;
  }

  /** As {@link #settings}, for a loop agent. */
  public final AgentSettings loopSettings(AgentConfig agent) {
    Objects.requireNonNull(agent, "config");
    return shared(loopSettings, agent, true);
  }

  /** The settings that agents of this config share, unless there are too many configs to keep. */
  private AgentSettings shared(
      ConcurrentHashMap<AgentConfig, AgentSettings> known, AgentConfig agent, boolean loop) {
    AgentSettings settings = known.get(agent);
    if (settings == null) {
      settings = new AgentSettings(this, agent, loop);
      if (known.mappingCount() < MOST_SHARED) {
        known.put(agent, settings);
      }
    }
    return settings;
  }

  // Spawning.

  /** Why no more agents can be spawned. */
  static IllegalStateException closed() {
    return new IllegalStateException("the runtime is closed; no more agents can be spawned");
  }

  /** Whether agents are being ended, so that no more may be spawned. */
  protected abstract boolean isClosing();

  /** Whether the runtime is being aborted, so that no agent is to do anything more. */
  protected abstract boolean isAborted();

  /** The closing of the runtime ended a wait of {@code cell} for work that was begun. */
  protected abstract void unfinished(AgentCell<?> cell, AbstractAwait<?> await);

  /**
   * The frame of the turn that is about to spawn, or null outside of turns.
   *
   * @throws IllegalStateException if no more agents may be spawned
   */
  final @Nullable Frame beforeSpawn() {
    Frame frame = frame();
    // While it drains, agents may spawn what they need to finish; others may not.
    if (isClosing() || (frame == null && intakeClosed)) {
      throw closed();
    }
    return frame;
  }

  /** A name for an agent that was spawned without one. */
  final String nextName() {
    return "$" + names.incrementAndGet();
  }

  // Sending.

  /** Whether threads outside of turns must be checked before they may send. */
  final boolean guardsIntake() {
    return guardsIntake;
  }

  /**
   * From now on, signals of agents on threads of their own are checked, like those in turns of
   * workers.
   */
  protected final void looksAtSignals() {
    if (!guardsIntake) {
      guardsIntake = true;
    }
  }

  /** Whether messages from outside of turns are refused. */
  public final boolean intakeClosed() {
    return intakeClosed;
  }

  /** From now on, messages from outside of turns are refused. */
  protected final void refuseFromOutside() {
    intakeClosed = true;
    guardsIntake = true;
  }

  /**
   * Notes that a message to {@code cell} is sampled at {@code now}, one of {@code weight}; if
   * somebody looks.
   */
  final void sampled(AgentCell<?> cell, int weight, long now) {
    Talks counts = talks;
    if (counts != null) {
      Frame frame = Frame.ofThread();
      AgentCell<?> sender =
          frame != null && frame.current() instanceof AgentCell<?> one && one.settings.host == this
              ? one
              : null;
      if (!counts.note(sender, cell, weight, now)) {
        talks = null;
      }
    }
  }

  /** Who sends to whom; begins to count that, for a while. */
  public final Talks lookAtTalks() {
    long now = clock().nanoTime();
    Talks counts = talks;
    if (counts == null) {
      counts = new Talks(now);
      talks = counts;
    }
    counts.looked(now);
    return counts;
  }

  // Pairs.

  /** Pairs are used from now on: signals that could have some take the path that looks for them. */
  final void carryPairs() {
    if (!carriesPairs) {
      carriesPairs = true;
      looksAtSignals();
    }
  }

  /** The pairs of {@code frame}, or of a thread outside of turns if it is null. */
  final @Nullable Pairs pairsOf(@Nullable Frame frame) {
    return frame != null
        ? (Pairs) frame.pairs
        : carriesPairs && outside.isBound() ? outside.get().orElse(null) : null;
  }

  @Override
  public final @Nullable Pairs pairsHere() {
    return carriesPairs ? pairsOf(frame()) : null;
  }

  @Override
  public final <R, X extends Throwable> R carrying(
      @Nullable Pairs pairs, ScopedValue.CallableOp<? extends R, X> action) throws X {
    if (pairs != null) {
      carryPairs();
    }
    Frame frame = frame();
    if (frame == null) {
      return pairs == null && !(carriesPairs && outside.isBound())
          ? action.call()
          : ScopedValue.where(outside, Optional.ofNullable(pairs)).call(action);
    }
    return TurnPairs.during(frame, pairs, action);
  }

  // Turns.

  /** The frame of the turn that the calling thread runs for this runtime, or null. */
  @Override
  public abstract @Nullable Frame frame();

  /** The frame of the worker that is running {@code task}, or null. */
  protected abstract @Nullable Frame frameOf(Task task);

  /**
   * The count of messages that {@code task} has taken: exact if the calling thread or a worker is
   * running it, else {@code published}.
   */
  protected abstract int takenBy(Task task, int published);

  /** {@code cell} became ready. */
  protected abstract void submit(AgentCell<?> cell);

  /** A message or an answer was taken for {@code cell}, for a stepper. */
  protected abstract void sent(AgentCell<?> cell, Object message);

  /** Runs a turn in the calling thread, for a stepper. */
  protected abstract void runHere(AgentCell<?> cell);

  /**
   * Runs the turn of a blocking or loop agent. If no thread can be made or started for it, a worker
   * tries again soon: what was sent to the agent was accepted, so it must run. Throws nothing, and
   * calls users' code only where that delays nothing but the caller.
   */
  protected abstract void runOnVirtualThread(AgentCell<?> cell);

  /** On a worker, for an agent that could not get a thread. */
  protected abstract void runOnVirtualThreadAfterAll(AgentCell<?> cell);

  /** An agent on a virtual thread has nothing to do. */
  protected abstract void virtualTurnRests();

  /** An agent on a virtual thread is about to have something to do. */
  protected abstract void virtualTurnGoesOn();

  /** Lets agents under a stepper run; returns whether there is a stepper and something ran. */
  protected abstract boolean step();

  // Waiting.

  @Override
  public abstract SplittableRandom random();

  /** Which agent waits for which. */
  final WaitGraph waitGraph() {
    return waitGraph;
  }

  @Override
  public final void beforeJoin(AbstractAwait<?> await) {
    Frame frame = frame();
    if (frame != null && frame.current() instanceof AgentCell<?> cell) {
      BlockingAwaits.begin(cell, await);
    }
    while (!Parking.isStepped() && !await.isDone() && step()) {}
  }

  @Override
  public final void afterJoin(AbstractAwait<?> await) {
    Frame frame = frame();
    if (frame != null && frame.current() instanceof AgentCell<?> cell) {
      BlockingAwaits.end(cell);
    }
  }

  @Override
  public final @Nullable Asker asker(Frame frame) {
    return ((AgentCell<?>) Objects.requireNonNull(frame.current())).asker();
  }

  @Override
  public final @Nullable Inbox inbox() {
    Frame frame = frame();
    return frame != null && frame.current() instanceof LoopAgentCell<?> loop
        ? loop.inPlace()
        : null;
  }

  @Override
  public final @Nullable Runnable inTurn(Runnable action) {
    Frame frame = frame();
    return frame != null && frame.current() instanceof AgentCell<?> cell
        ? ActionEvent.of(cell, action)
        : null;
  }

  @Override
  public final void needsChanged(PromisedAnswer<?> promise) {
    AwaitCycleException cycle = waitGraph.cycleThrough(promise);
    if (cycle != null) {
      promise.failBecause(cycle);
    }
  }
}
