package io.leanagentic.internal.agent;

import static io.leanagentic.internal.agent.AgentState.ABORTED;
import static io.leanagentic.internal.agent.AgentState.AWAITING;
import static io.leanagentic.internal.agent.AgentState.CHILDREN_ABORTED;
import static io.leanagentic.internal.agent.AgentState.CONTROL;
import static io.leanagentic.internal.agent.AgentState.ENDED;
import static io.leanagentic.internal.agent.AgentState.HOLDS;
import static io.leanagentic.internal.agent.AgentState.LAST_SENT;
import static io.leanagentic.internal.agent.AgentState.OUTBOX;
import static io.leanagentic.internal.agent.AgentState.RESTARTING;
import static io.leanagentic.internal.agent.AgentState.STARTING;
import static io.leanagentic.internal.agent.AgentState.STOPPED_HOOK;
import static io.leanagentic.internal.agent.AgentState.STOPPING;

import io.leanagentic.Behavior;
import io.leanagentic.Directive;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.Supervision;
import io.leanagentic.internal.await.Along;
import io.leanagentic.internal.mailbox.StashedNode;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.timer.TimerWheel;
import org.jspecify.annotations.Nullable;

/** Start, failure, restart and end of an agent. All in the agent's own turn. */
final class Lifecycle {
  /*
   *   (spawn) -> STARTING -> handles messages -> STOPPING -> children end -> onStop -> outbox empty -> ENDED
   *                 ^              |
   *                 '- RESTARTING -'   back-off over and children ended
   *
   * Invariants
   *   L1  children end before their parent                                LifecycleTest.childrenEndBeforeParents
   *   L2  a failure costs the failing message and no other                SupervisionTest.restartKeepsTheMailbox
   *   L3  a failure anywhere leaves workers and others untouched          FailureTest (every hook, every kind of throwable)
   *   L4  a watcher is notified once                                      LifecycleTest.watchersAreToldOnce
   *   L5  an agent that fails is supervised, whichever allocation fails   LifecycleExhaustionTest.whoFailsWithoutHeapIsSupervised
   */
  /** How often memory is requested before an agent that failed is ended, which frees some. */
  private static final int MOST_TRIES = 16;

  private Lifecycle() {}

  /**
   * Does what the state word asks for.
   *
   * @return true if messages may be handled now, false if the turn is over
   */
  static boolean attend(AgentCell<?> cell, Frame frame) throws Exception {
    for (; ; ) {
      int s = cell.stateAcquire();
      if ((s & ENDED) != 0) {
        return false;
      }
      if ((s & CONTROL) != 0) {
        ControlEvents.apply(cell);
        if (--frame.left <= 0) {
          return true; // it has more to attend to, in a later turn
        }
      } else if ((s & ABORTED) != 0 && (s & STOPPING) == 0) {
        if (frame.mayBlock) {
          cell.coldState().endWork(); // what follows must not be interrupted
        }
        beginEnd(cell, null);
      } else if ((s & OUTBOX) != 0 && (s & ABORTED) == 0) {
        if (!Backpressure.flush(cell, frame)) {
          return false;
        }
      } else if ((s & STOPPING) != 0) {
        if (cell.firstChild() != null) {
          if ((s & ABORTED) != 0) {
            abortChildren(cell); // it was aborted while they were stopping
          }
          if (cell.park()) {
            return false;
          }
        } else if ((s & STOPPED_HOOK) == 0) {
          cell.set(STOPPED_HOOK);
          if (!cell.settings.host.isAborted()) {
            stopHook(cell);
            TurnPairs.end(cell, frame);
          }
        } else {
          Ending.of(cell);
          return false;
        }
      } else if ((s & RESTARTING) != 0) {
        if (!tryRestart(cell) && cell.park()) {
          return false;
        }
      } else if ((s & AWAITING) != 0) {
        if (cell.park()) {
          return false;
        }
      } else if ((s & STARTING) != 0) {
        cell.clear(STARTING);
        start(cell, frame);
      } else if ((s & HOLDS) != 0) {
        if ((s & LAST_SENT) != 0) {
          cell.coldState().limit(cell); // what is paused holds nothing back from now on
          if (!cell.is(HOLDS)) {
            continue;
          }
        }
        if (!cell.applyOvertaking(frame)) {
          if (cell.park()) {
            return false;
          }
        } else if (--frame.left <= 0) {
          return true; // it has more to attend to, in a later turn
        }
      } else {
        return true;
      }
    }
  }

  private static <M> void start(AgentCell<M> cell, Frame frame) throws Exception {
    Behavior<M> behavior = cell.behavior;
    if (behavior != null) {
      TurnPairs.begin(frame, cell.pairsOfBirth());
      behavior.onStart(cell);
      TurnPairs.end(cell, frame);
    }
  }

  private static <M> void stopHook(AgentCell<M> cell) throws Exception {
    Behavior<M> behavior = cell.behavior;
    if (behavior != null) {
      behavior.onStop(cell);
    }
  }

  // Failure.

  /** An exception left the agent's code, or the runtime's code on its behalf. Throws nothing. */
  static void failed(AgentCell<?> cell, Throwable cause) {
    AgentSettings settings = cell.settings;
    for (int tries = 1; ; tries++) {
      try {
        if (cell.is(STOPPING)) {
          settings.reports.failed(
              cell, EscalatedException.original(cause), Directive.STOP); // it is ending anyway
        } else {
          supervise(cell, cause);
        }
        return;
      } catch (Throwable t) {
        if (t instanceof OutOfMemoryError
            && !cell.is(STOPPING | RESTARTING)
            && tries < MOST_TRIES) {
          Thread.onSpinWait(); // nothing has happened yet: it must be supervised first
          continue;
        }
        cell.set(ABORTED); // it is between two states, and ending it needs the least
        settings.reports.broken(cell, t);
        return;
      }
    }
  }

  static Directive directive(AgentCell<?> cell, Throwable cause) {
    if (cause instanceof Error
        && !(cause instanceof StackOverflowError)
        && !(cause instanceof AssertionError)) {
      return Directive.ESCALATE;
    }
    // An Error that a child escalated is decided here too: else it would end the whole family.
    Directive directive =
        cell.settings.config.supervision().directiveFor(EscalatedException.original(cause));
    // There is no state to resume with if the constructor failed.
    return directive == Directive.RESUME
            && cell.behavior == null
            && !(cell instanceof LoopAgentCell)
        ? Directive.STOP
        : directive;
  }

  /** Acts, then reports: whatever listeners and loggers do, the agent is supervised. */
  private static void supervise(AgentCell<?> cell, Throwable failure) {
    AgentSettings settings = cell.settings;
    Directive directive = directive(cell, failure);
    Throwable cause = EscalatedException.original(failure);
    long wait = directive == Directive.RESTART ? planRestart(cell) : -1;
    Throwable ofHook = null;
    switch (directive) {
      case RESUME -> {}
      case RESTART -> {
        if (wait >= 0) {
          ofHook = beginRestart(cell, cause, wait);
        } else {
          directive = Directive.STOP;
          beginEnd(cell, cause);
        }
      }
      case STOP, ESCALATE -> beginEnd(cell, cause);
    }
    settings.reports.failed(cell, cause, directive);
    if (directive == Directive.ESCALATE) {
      // Last: the parent's own failure is reported after this one.
      cell.parent.childEscalated(cell, cause);
    }
    if (ofHook != null) {
      settings.reports.failed(cell, ofHook, Directive.RESTART);
    }
  }

  /**
   * How long to wait before the restart that is now due, in ns; negative if the limit is reached.
   */
  static long planRestart(AgentCell<?> cell) {
    Supervision supervision = cell.settings.config.supervision();
    AgentSettings settings = cell.settings;
    ColdState x = cell.coldState();
    if (x.restarts == null) {
      x.restarts = new RestartHistory();
    }
    long now = settings.clock.nanoTime();
    return x.restarts.count(supervision, now) >= supervision.maxRestarts()
        ? -1
        : x.restarts.add(supervision, now, settings.host.random());
  }

  /** Returns what {@code onRestart} threw, to be reported. */
  private static <M> @Nullable Throwable beginRestart(
      AgentCell<M> cell, Throwable cause, long wait) {
    Throwable ofHook = null;
    cell.set(RESTARTING);
    cell.clear(STARTING);
    ColdState x = cell.coldState();
    endWhatItBegan(cell, x, cause);
    Behavior<M> old = cell.behavior;
    if (old != null) {
      try {
        old.onRestart(cell, cause);
      } catch (Throwable t) {
        ofHook = t;
      }
      endWhatItBegan(cell, x, cause); // what onRestart began is not for the next behavior
    }
    Questions.failAll(cell, x, cause); // but what onRestart has sent on
    cell.behavior = null;
    cell.unwatchChildren();
    cell.abortEachChild();
    x.restartDue = wait == 0;
    if (wait > 0) {
      cell.settings.timers.schedule(new Backoff(cell), wait);
    }
    return ofHook;
  }

  /** Ends the wait before a restart. */
  private static final class Backoff extends TimerWheel.Entry {
    private final AgentCell<?> cell;

    Backoff(AgentCell<?> cell) {
      this.cell = cell;
    }

    @Override
    protected void onTimer() {
      cell.control(
          new Event() {
            @Override
            void apply(AgentCell<?> self) {
              self.coldState().restartDue = true;
            }
          });
    }
  }

  private static <M> boolean tryRestart(AgentCell<M> cell) throws Exception {
    ColdState x = cell.coldState();
    if (!x.restartDue || cell.firstChild() != null) {
      return false;
    }
    x.restartDue = false;
    cell.clear(RESTARTING);
    if (x.pauses != null) {
      x.pauses.end();
    }
    cell.bringBack(Integer.MAX_VALUE); // what was set aside is not lost with the state
    cell.settings.reports.countRestart();
    Frame frame = cell.turn();
    TurnPairs.begin(frame, cell.pairsOfBirth());
    InjectedFailure.restart(x);
    cell.behavior = cell.freshBehavior(); // a failure here is one more failure of the agent
    TurnPairs.end(cell, frame);
    cell.set(STARTING);
    cell.settings.reports.restarted(cell, recentRestarts(cell));
    return true;
  }

  /** Restarts within the window of the supervision. */
  static int recentRestarts(AgentCell<?> cell) {
    RestartHistory restarts = cell.coldState().restarts;
    return restarts == null
        ? 0
        : restarts.count(cell.settings.config.supervision(), cell.settings.clock.nanoTime());
  }

  // The end.

  /**
   * Begins the end, after the running message: no more messages are handled, and the children end.
   * If there is no memory it tries until there is.
   */
  static void beginEnd(AgentCell<?> cell, @Nullable Throwable cause) {
    for (; ; ) {
      try {
        tryBeginEnd(cell, cause);
        return;
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait(); // each part of it may be repeated
      }
    }
  }

  private static void tryBeginEnd(AgentCell<?> cell, @Nullable Throwable cause) {
    boolean gently = cause == null && !cell.is(ABORTED);
    cell.set(STOPPING | LAST_SENT);
    cell.clear(AWAITING | RESTARTING | STARTING);
    ColdState x = cell.coldStateOrNull();
    if (x != null) {
      if (cause == null && x.waits != null && cell.settings.host.isClosing()) {
        x.waits.cutShort();
      }
      endWhatItBegan(cell, x, null);
    }
    Frame frame = cell.settings.host.frame();
    if (frame != null) {
      frame.attention = true;
    }
    if (cause != null) {
      cell.coldState().endCause = cause;
    }
    if (!gently && x != null) {
      Questions.failAll(cell, x, x.endCause); // its children may take their time
    }
    if (cell.is(AgentState.WAITERS)) {
      Backpressure.relieve(cell); // a child that waits for room here could not end before it
    }
    if (!gently) {
      abortChildren(cell);
      return;
    }
    for (AgentCell<?> child = cell.firstChild(); child != null; child = child.nextSibling) {
      child.stop();
    }
  }

  /** Aborts the children of an ending agent; a second call does nothing. In its turn. */
  static void abortChildren(AgentCell<?> cell) {
    if (!cell.is(CHILDREN_ABORTED)) {
      cell.abortEachChild();
      cell.set(CHILDREN_ABORTED);
    }
  }

  /**
   * Gives up what an ending agent has begun and set aside. If it was cut off, a second call does
   * the rest.
   */
  static void releaseResources(AgentCell<?> cell, ColdState x, Reason reason) {
    AgentSettings settings = cell.settings;
    endTimers(x);
    Backpressure.releaseResources(cell, x, reason);
    if (x.growth > 0) {
      settings.waitGraph.shrink(cell);
    }
    if (x.stash != null) {
      for (StashedNode set = x.stash.poll(); set != null; set = x.stash.poll()) {
        settings.reports.lost(cell, AgentCell.emptied(set), (Along) set.along, reason);
      }
    }
    if (x.pauses != null) {
      x.pauses.dropAll(reason);
    }
    Questions.failAll(cell, x, x.endCause);
    if (x.watching != null) {
      x.watching.values().forEach(DeathWatch::cancel);
      x.watching = null;
    }
  }

  /**
   * Ends the waits and the timers of a behavior: they are not for the next one.
   *
   * @param cause what it failed with; null if the agent ends
   */
  static void endWhatItBegan(AgentCell<?> cell, ColdState x, @Nullable Throwable cause) {
    cell.clear(AWAITING | HOLDS);
    x.life++;
    if (x.waits != null) {
      x.waits.abandonAll(cause);
    }
    Series.abandonAll(x);
    cell.settings.waitGraph.answered(cell);
    endTimers(x);
  }

  private static void endTimers(ColdState x) {
    if (x.timers != null) {
      x.timers.endAll();
    }
    if (x.idleTimeout != null) {
      x.idleTimeout.end();
      x.idleTimeout = null;
    }
  }

  static void rethrow(Throwable t) throws Exception {
    switch (t) {
      case Error e -> throw e;
      case Exception e -> throw e;
      default -> throw new IllegalStateException(t);
    }
  }
}
