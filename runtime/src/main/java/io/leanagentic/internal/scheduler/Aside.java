package io.leanagentic.internal.scheduler;

import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import org.jspecify.annotations.Nullable;

/**
 * Code, mostly users', that a thread runs besides its own work: a completion of an await, a
 * listener, a logger. The turn that the thread may be in is hidden from such code: what it signals
 * and spawns comes from outside, and it must not wait.
 */
public abstract class Aside {
  /*
   * Structure
   *   One piece of such code may trigger another, which may trigger another. Up to DEEPEST of them are nested; further
   *   ones are postponed, in a list of the thread's frame, until the outermost has returned. So long chains cost no
   *   stack, and short ones keep their order. A thread that is about to wait for something that may have been postponed
   *   runs it first: see catchUp().
   *
   *     turn | plain thread --enter--> 1 --enter--> 2 ... DEEPEST --> put off
   *                         <--leave-- runs what was put off
   *
   *   A thread without a frame is lent one meanwhile.
   *
   * Exhaustion
   *   The stack of a worker may end in any call of these. What has not begun then is still linked: in the list that
   *   the caller has kept and runs again, or in that of the frame, which is looked through before the next turn (see
   *   Frame.stranded). So work() may be called a second time. Threads that are no workers make sure of their stack.
   *
   * Invariants
   *   A1  depth of chains costs no stack           MapChainTest.chainsOfEveryKindEndHoweverLongTheyAre
   *   A2  the turn is hidden                       CallbackParksServerTest.aCallbackOfAClientDoesNotParkTheServer
   *   A3  what is put off runs before its thread
   *       waits for it                             MapChainTest.aCallbackMayJoinWhatItHasMapped
   *   A4  the end of the stack loses nothing       AnswerExhaustionTest
   */
  private static final int DEEPEST = 16;

  /** The one after this. */
  public @Nullable Aside next;

  /** One that stands alone. */
  protected Aside() {}

  /**
   * Runs it, unless it has run. Throws nothing but a StackOverflowError: then a second call, with
   * more stack, does what is left to do.
   */
  protected abstract void work();

  /** Called instead of running it if no thread could be started for it. Throws nothing. */
  protected abstract void cannotRun(Throwable why);

  /** As {@link #cannotRun}, for {@code first} and what comes after it. */
  public static void giveUp(Aside first, Throwable why) {
    for (Aside aside = first; aside != null; ) {
      Aside next = aside.next;
      aside.next = null;
      aside.cannotRun(why);
      aside = next;
    }
  }

  /**
   * Runs {@code first} and what comes after it: now, or soon in this thread.
   *
   * @throws StackOverflowError at the end of the stack; {@code first} may be run again then
   */
  public static void run(Aside first) {
    Frame frame = enter();
    int outside = frame.depth - 1;
    try {
      try {
        if (frame.depth > DEEPEST) {
          frame.putOff(first);
        } else {
          for (Aside aside = first; aside != null; aside = aside.next) {
            aside.work();
          }
        }
      } finally {
        leave(frame);
      }
    } catch (StackOverflowError e) { // perhaps in the call of leave(): no further one
      frame.depth = outside;
      if (outside == 0) {
        frame.outboxInUse = frame.outboxBefore;
      }
      throw e;
    }
  }

  /**
   * Runs {@code first} and what comes after it, once the thread has left all code that it runs
   * aside.
   */
  public static void runLater(Aside first) {
    Frame frame = enter();
    frame.putOff(first);
    leave(frame);
  }

  /**
   * Runs the first that was postponed, for a thread that may be about to wait for it; returns
   * whether there was one.
   */
  public static boolean catchUp() {
    Frame frame = Frame.ofThread();
    return frame != null && frame.runFirstPutOff();
  }

  /** The calling thread begins to run code besides its own work; to be left in a finally block. */
  public static Frame enter() {
    Frame frame = Frame.ofThread();
    if (frame == null) {
      frame = Frame.lend();
    }
    if (frame.depth == 0) {
      if (CapabilitySanitizer.DEEP) {
        frame.partyBefore = CapabilitySanitizer.enter(null);
      }
      frame.reporting = false;
      frame.outboxBefore = frame.outboxInUse;
      frame.outboxInUse = true; // keeps signals off the fast path, which does not check the sender
    }
    frame.depth++;
    return frame;
  }

  /** Ends what {@link #enter} began. */
  public static void leave(Frame frame) {
    if (frame.depth > 1) {
      frame.depth--;
      return;
    }
    try {
      while (frame.runFirstPutOff()) {}
    } finally {
      frame.depth = 0;
      frame.outboxInUse = frame.outboxBefore;
      if (CapabilitySanitizer.DEEP) {
        CapabilitySanitizer.leave(frame.partyBefore);
      }
      if (frame.isLent()) {
        Frame.change(null);
      }
    }
  }
}
