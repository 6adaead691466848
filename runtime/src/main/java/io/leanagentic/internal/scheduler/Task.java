package io.leanagentic.internal.scheduler;

import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import io.leanagentic.capability.sanitizer.ObjectOwner;

/**
 * Something a worker can run for a while. The thread that makes it runnable hands it over once; it
 * is run once for that.
 */
public abstract class Task {
  /** The priorities; each of them gets its turn. */
  public static final int LOW = 0;

  public static final int NORMAL = 1;
  public static final int HIGH = 2;
  public static final int CRITICAL = 3;

  /** How many priorities there are: a power of two. */
  static final int PRIORITIES = 4;

  /** Runs until there is nothing to do or the budget is spent; may hand itself over again. */
  protected abstract void run(Frame frame);

  /** {@link #LOW} to {@link #CRITICAL}. */
  protected abstract int priority();

  /** The count of messages taken, with which a turn begins. */
  protected abstract int position();

  /**
   * Hands this over to be run; called by the thread that made it runnable. If this throws, it was
   * not handed over.
   */
  protected abstract void schedule();

  /** Makes it check its state again, wherever it is. */
  protected abstract void prod();

  /** Runs with {@code frame}, for code that runs tasks outside of a worker. */
  public final void runOn(Frame frame) {
    frame.begin(this);
    try {
      runWatched(frame);
    } finally {
      frame.end();
    }
  }

  /**
   * Runs this task; in the modes {@code graph} and {@code owner}, the run-time sanitizer is told
   * which agent is running.
   */
  final void runWatched(Frame frame) {
    if (!CapabilitySanitizer.DEEP) {
      run(frame);
      return;
    }
    ObjectOwner outer = CapabilitySanitizer.enter(this instanceof ObjectOwner party ? party : null);
    try {
      run(frame);
    } finally {
      CapabilitySanitizer.leave(outer);
    }
  }
}
