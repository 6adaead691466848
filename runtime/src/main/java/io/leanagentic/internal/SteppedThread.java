package io.leanagentic.internal;

import io.leanagentic.internal.agent.AgentCell;
import io.leanagentic.internal.scheduler.Handover;
import org.jspecify.annotations.Nullable;

/** The thread of an agent under a stepper: it runs while the thread that steps waits for it. */
final class SteppedThread implements Handover {
  /*
   * Either the agent's thread runs, or the one that steps, never both: `running` says which, and each waits on this
   * object for the other. So what agents do depends on the order in which the stepper runs them and on nothing else.
   * An agent's thread gives the run back where it waits by means of the runtime. One that waits for anything else keeps
   * it, and a stepper that would wait for it in vain is told.
   *
   *   queued --run()--> running --park(), end--> resting --unpark()--> queued
   */
  private static final long PATIENCE_MILLIS = 20_000;

  private final RuntimeCore core;
  private final AgentCell<?> cell;
  private @Nullable Runnable start;
  private boolean queued = true;
  private boolean running;
  private boolean permit;

  SteppedThread(RuntimeCore core, AgentCell<?> cell) {
    this.core = core;
    this.cell = cell;
  }

  /** Asks for the first turn, in which {@code start} starts the thread. */
  void begin(Runnable start) {
    this.start = start;
    cell.runsBy(this);
    core.submitFromOutside(cell);
  }

  /** Runs the agent's thread until it waits or ends; in the thread that steps. */
  void run() {
    Runnable first;
    synchronized (this) {
      queued = false;
      running = true;
      first = start;
      start = null;
      notifyAll();
    }
    if (first != null) {
      first.run();
    }
    boolean interrupted = false;
    long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    synchronized (this) {
      while (running) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new IllegalStateException(
              cell.path()
                  + " has kept the run for "
                  + PATIENCE_MILLIS / 1000
                  + " s: it works long, or waits for what the runtime does not know. Under a stepper"
                  + " an agent waits by its mailbox, an await or a channel");
        }
        try {
          wait(left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void park() {
    boolean interrupted = false;
    synchronized (this) {
      if (permit) {
        permit = false;
        return;
      }
      running = false;
      notifyAll();
    }
    while (true) {
      boolean wakes = false;
      synchronized (this) {
        while (!running && !wakes) {
          try {
            wait();
          } catch (InterruptedException e) {
            interrupted = true;
            wakes = true;
          }
        }
        if (running) {
          break;
        }
      }
      unpark(); // as LockSupport does
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void unpark() {
    synchronized (this) {
      if (running) {
        permit = true;
        return;
      }
      if (queued) {
        return;
      }
      queued = true;
    }
    core.submitFromOutside(cell);
  }

  /** The agent's thread ends, or could not be started. */
  void over() {
    if (cell.ownThread() == this) { // else the next turn has its thread already
      cell.runsBy(null);
    }
    synchronized (this) {
      running = false;
      queued = true; // nothing wakes it any more
      notifyAll();
    }
  }
}
