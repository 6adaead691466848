package io.leanagentic.internal.agent;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentLoop;
import io.leanagentic.Behavior;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.StackProbe;
import io.leanagentic.spi.Gate;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Spawns agents. */
public final class AgentSpawner {
  private static final int SAMPLE_MASK = 63; // one spawn in 64 is timed

  /**
   * Whether a class of behaviors has its own {@code onStart}: others need no turn before their
   * first message.
   */
  private static final ClassValue<Boolean> HAS_START =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          try {
            return type.getMethod("onStart", io.leanagentic.AgentContext.class).getDeclaringClass()
                != Behavior.class;
          } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
          }
        }
      };

  private AgentSpawner() {}

  static boolean hasStart(Behavior<?> behavior) {
    return HAS_START.get(behavior.getClass());
  }

  /** Spawns a handler agent with fresh state from {@code factory}. */
  public static <M> AgentCell<M> fromFactory(
      AgentHost host,
      ParentAgent parent,
      @Nullable String name,
      AgentConfig config,
      Supplier<? extends Behavior<M>> factory) {
    AgentSettings settings = host.settings(config);
    return handler(parent, name, settings, Objects.requireNonNull(factory, "factory"), null);
  }

  /** Spawns a handler agent from a lambda, which has no state to make anew. */
  public static <M> AgentCell<M> fromBehavior(
      AgentHost host,
      ParentAgent parent,
      @Nullable String name,
      AgentConfig config,
      Behavior<M> behavior) {
    AgentSettings settings = host.settings(config);
    return handler(parent, name, settings, null, Objects.requireNonNull(behavior, "behavior"));
  }

  private static <M> AgentCell<M> handler(
      ParentAgent parent,
      @Nullable String name,
      AgentSettings settings,
      @Nullable Supplier<? extends Behavior<M>> factory,
      @Nullable Behavior<M> behavior) {
    Frame frame = settings.host.beforeSpawn();
    long from = frame != null && (frame.spawned & SAMPLE_MASK) == 0 ? System.nanoTime() : 0;
    Behavior<M> made = behavior;
    Throwable failure = null;
    if (made == null) {
      try {
        made = Objects.requireNonNull(factory, "factory").get();
        if (made == null) {
          throw new NullPointerException("the factory of the agent returned null");
        }
      } catch (Throwable t) {
        if (factory == null) {
          throw t;
        }
        failure = t;
      }
    }
    boolean awake = failure != null || (made != null && hasStart(made));
    int state = failure != null ? AgentState.CONTROL : awake ? AgentState.STARTING : 0;
    if (behavior != null) {
      state |= AgentState.LAMBDA;
    }
    if (settings.gate != null) {
      state |= AgentState.GATED;
    }
    Object origin = Objects.requireNonNull(behavior != null ? behavior : factory);
    MessageChecks.born(made, origin);
    var cell = new AgentCell<M>(settings, parent, origin, made, awake, state);
    if (failure != null) {
      cell.coldState().pushControl(new FailedBirth(failure));
    }
    if (awake) {
      notePairs(cell);
      StackProbe.check(settings.blocking); // once adopted, it needs its turn
    }
    Gate gate = settings.gate;
    if (gate != null) {
      gate.beginReach(null);
    }
    try {
      adopt(parent, cell, name, frame);
      if (awake) {
        cell.scheduleAtBirth();
      }
    } finally {
      if (gate != null) {
        gate.endReach();
      }
    }
    if (from != 0) {
      settings.reports.spawnTook(System.nanoTime() - from);
    }
    return cell;
  }

  /** Spawns a loop agent. */
  public static <M> AgentCell<M> fromLoop(
      AgentHost host,
      ParentAgent parent,
      @Nullable String name,
      AgentConfig config,
      AgentLoop<M> loop) {
    AgentSettings settings = host.loopSettings(config);
    Objects.requireNonNull(loop, "loop");
    Frame frame = settings.host.beforeSpawn();
    MessageChecks.born(loop, loop);
    StackProbe.check(true); // once adopted, it needs its thread
    var cell = new LoopAgentCell<M>(settings, parent, loop);
    notePairs(cell);
    adopt(parent, cell, name, frame);
    cell.begin();
    return cell;
  }

  private static void notePairs(AgentCell<?> cell) {
    Object pairs = cell.settings.host.pairsHere();
    if (pairs != null) {
      cell.coldState().pairsOfBirth = pairs;
    }
  }

  /**
   * Gives {@code name} to {@code child}, even if it belongs to an agent that has ended and is not
   * forgotten yet: an agent that is notified of an end finds the name free.
   *
   * @return false if a living agent has it
   */
  static boolean claim(
      ConcurrentHashMap<String, AgentCell<?>> named, String name, AgentCell<?> child) {
    for (; ; ) {
      AgentCell<?> holder = named.putIfAbsent(name, child);
      if (holder == null) {
        return true;
      }
      if (holder.isOpen()) {
        return false;
      }
      if (named.replace(name, holder, child)) {
        return true;
      }
    }
  }

  /** Adopts and counts an agent that {@code frame}'s thread spawns. */
  private static void adopt(
      ParentAgent parent, AgentCell<?> cell, @Nullable String name, @Nullable Frame frame) {
    switch (parent) {
      case AgentFamily<?> agent -> agent.adopt(cell, name);
      case RootAgents roots -> roots.adopt(cell, name);
    }
    if (frame != null && frame.worker != null) {
      frame.spawned++; // calls nothing: the stack may end here
    } else {
      cell.settings.reports.countSpawned();
    }
  }

  /** The constructor failed in the spawning thread; the agent itself is supervised for it. */
  private static final class FailedBirth extends Event {
    private final Throwable cause;

    FailedBirth(Throwable cause) {
      this.cause = cause;
    }

    @Override
    void apply(AgentCell<?> cell) throws Exception {
      Lifecycle.rethrow(cause);
    }
  }
}
