package io.leanagentic.internal.scheduler;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits in place, and what wakes it: parked by itself, or under a stepper in turns
 * with the others.
 */
public final class Parking {
  public final Thread thread = Thread.currentThread();
  private final @Nullable Handover handover = handover();

  private Parking() {}

  /** That of the calling thread. */
  public static Parking ofThread() {
    return new Parking();
  }

  /** Whether the calling thread belongs to an agent that a stepper runs. */
  public static boolean isStepped() {
    return handover() != null;
  }

  private static @Nullable Handover handover() {
    Frame frame = Frame.ofThread();
    return frame == null ? null : frame.handover;
  }

  /** Parks the calling thread, whose object this is; may return early. */
  public void park(Object blocker) {
    Handover turns = handover;
    if (turns != null) {
      turns.park();
    } else {
      LockSupport.park(blocker);
    }
  }

  /**
   * Wakes the thread. Any thread.
   *
   * @throws StackOverflowError if there is too little stack for it; nothing has happened then
   */
  public void unpark() {
    probe();
    unparkProbed();
  }

  /**
   * Makes sure that there is enough stack for {@link #unparkProbed}: for one who does something
   * else first, which must not be left without it.
   *
   * @throws StackOverflowError if there is too little stack
   */
  public void probe() {
    if (handover == null && thread.isVirtual()) {
      StackProbe.check(false); // once it has its permit, the JVM must schedule it
    }
  }

  /** As {@link #unpark}, after {@link #probe}. */
  public void unparkProbed() {
    Handover turns = handover;
    if (turns != null) {
      turns.unpark();
    } else {
      LockSupport.unpark(thread);
    }
  }
}
