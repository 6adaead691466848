package io.leanagentic.internal;

import io.leanagentic.internal.agent.AgentCell;
import io.leanagentic.internal.await.CallAwait;
import io.leanagentic.internal.scheduler.Aside;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.ServiceThread;
import io.leanagentic.spi.Gate;
import io.leanagentic.spi.Stepper;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the turns of blocking and loop agents, each on a virtual thread of its own. */
final class VirtualTurns {
  private static final long PACE_NANOS = 1_000_000;

  private final RuntimeCore core;
  private final Consumer<Thread> starter;
  private final ThreadFactory threads;
  private final Elsewhere elsewhere;
  private final RuntimeTelemetry reports;
  private final @Nullable Gate gate;
  private final AtomicLong running = new AtomicLong();

  VirtualTurns(
      RuntimeCore core,
      Consumer<Thread> starter,
      ThreadFactory threads,
      Elsewhere elsewhere,
      RuntimeTelemetry reports,
      @Nullable Gate gate) {
    this.gate = gate;
    this.core = core;
    this.starter = starter;
    this.threads = threads;
    this.elsewhere = elsewhere;
    this.reports = reports;
  }

  /**
   * Runs the turn of a blocking or loop agent. If no thread can be made or started for it, a worker
   * tries again soon: what was sent to the agent was accepted, so it must run. Calls users' code
   * only where that delays nothing but the caller.
   *
   * @throws StackOverflowError if there is too little stack even for that; the turn has not begun
   *     and is not counted, and the caller is to try again
   */
  void run(AgentCell<?> cell) {
    if (gate != null) {
      gate.loses(cell.path() + " runs on a thread of its own");
    }
    running.incrementAndGet();
    Turn turn = null;
    try {
      turn = new Turn(cell);
      if (turn.stepped != null) {
        turn.stepped.begin(turn::beginHere);
      } else if (ServiceThread.isCurrent()) {
        elsewhere.run(turn.begin());
      } else {
        turn.start();
      }
    } catch (Throwable t) { // if the stack ends, too, the caller tries again: it is counted no more
      if (turn == null || turn.giveUp()) {
        running.decrementAndGet();
        hasNoThread(cell, t);
      }
    }
  }

  /** The turn of {@code cell} cannot begin: makes a worker try again. */
  private void hasNoThread(AgentCell<?> cell, Throwable why) {
    cell.runsOnAnyThread();
    core.submitFromOutside(cell);
    reports.noThread(cell, why);
  }

  /** On a worker, for an agent that could not get a thread. */
  void runAfterAll(AgentCell<?> cell) {
    if (core.scheduler() != null) {
      LockSupport.parkNanos(this, PACE_NANOS);
    }
    run(cell);
  }

  /** Runs users' code that is no agent's turn; under a stepper, in the thread that steps. */
  void call(CallAwait<?> call, @Nullable Stepper stepper) {
    if (gate != null) {
      gate.loses("a call runs on a thread of its own");
    }
    if (stepper == null) {
      try {
        starter.accept(threads.newThread(call));
      } catch (Throwable t) {
        call.cannotRun(t);
      }
    } else {
      stepper.ready(
          new io.leanagentic.spi.Turn() {
            @Override
            public String path() {
              return "a call";
            }

            @Override
            public boolean hasThread() {
              return true;
            }

            @Override
            public void run() {
              call.run();
            }
          });
    }
  }

  /** What a virtual thread runs. The value is true once it has begun, or was given up. */
  private final class Turn extends AtomicBoolean implements Runnable {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // never serialized
    private final AgentCell<?> cell;

    @SuppressWarnings("serial")
    private final Frame frame; // once the turn has begun it must not need memory

    @SuppressWarnings("serial")
    private final @Nullable SteppedThread stepped;

    Turn(AgentCell<?> cell) {
      this.cell = cell;
      frame = cell.newFrame();
      frame.mayBlock = true;
      stepped = core.isStepped() ? new SteppedThread(core, cell) : null;
      frame.handover = stepped;
    }

    void start() {
      starter.accept(threads.newThread(this));
    }

    /** Gives the turn up; false if its thread runs all the same, whatever the factory threw. */
    boolean giveUp() {
      return !getAndSet(true);
    }

    void beginHere() {
      try {
        start();
      } catch (Throwable t) {
        cannotBegin(t);
      }
    }

    private void cannotBegin(Throwable why) {
      if (giveUp()) {
        over();
        rests();
        hasNoThread(cell, why);
      }
    }

    /** As {@link #beginHere}, elsewhere. */
    Aside begin() {
      return new Aside() {
        @Override
        protected void work() {
          beginHere();
        }

        @Override
        protected void cannotRun(Throwable why) {
          cannotBegin(why);
        }
      };
    }

    @Override
    public void run() {
      if (!getAndSet(true)) {
        try {
          runOnThisThread(cell, frame);
        } finally {
          over();
        }
      }
    }

    private void over() {
      if (stepped != null) {
        stepped.over();
      }
    }
  }

  private void runOnThisThread(AgentCell<?> cell, Frame frame) {
    try {
      for (boolean again = true; again; ) {
        again = false;
        try {
          Frame.change(frame);
          cell.runOn(frame);
        } catch (Throwable t) {
          again = survives(cell, t);
        }
      }
    } finally {
      running.decrementAndGet();
      Frame.change(null);
      reports.countHandled(frame);
    }
  }

  /** As {@link RuntimeCore#crashed}, whatever that throws. */
  private boolean survives(AgentCell<?> cell, Throwable failure) {
    try {
      return core.crashed(cell, failure);
    } catch (Throwable t) {
      return true;
    }
  }

  /** An agent on a virtual thread has nothing to do. */
  void rests() {
    running.decrementAndGet();
  }

  /** An agent on a virtual thread is about to have something to do. */
  void goesOn() {
    running.incrementAndGet();
  }

  /** Whether no turn runs, or is about to. */
  boolean areOver() {
    return running.get() == 0;
  }
}
