package io.leanagentic.internal.timer;

import io.leanagentic.internal.timer.TimerWheel.Entry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Timeouts that were scheduled a moment ago. Any thread. */
final class RecentTimers {
  /*
   * Nearly every question is answered long before its timeout, so its timer need never reach the wheel, whose lock all
   * workers share. A timeout goes to a stack first, one of a few, chosen by the thread; most are cancelled there. The
   * wheel takes a stack as a whole: when it holds MANY, when the timer thread looks, and at once if that thread would
   * otherwise sleep too long.
   *
   *   IDLE --push--> RECENT --file, under the wheel's lock--> FILING --> in a slot
   *                     |                                       |
   *                     +--cancelTimer: one compare-and-set---> GONE <--+
   *
   * An entry that is GONE stays linked until its stack is taken, so it can never be scheduled again.
   */
  private static final int STACKS = 16;
  private static final int MANY = 64;

  final Stack[] stacks = new Stack[STACKS];

  RecentTimers() {
    for (int i = 0; i < STACKS; i++) {
      stacks[i] = new Stack();
    }
  }

  /** The stack of mostly one thread, alone on its cache lines. */
  @SuppressWarnings("unused") // the padding
  static final class Stack {
    private long p0, p1, p2, p3, p4, p5, p6;
    private @Nullable Entry newest;
    private int pushed; // since it was taken, about
    private long q0, q1, q2, q3, q4, q5, q6;

    /** Pushes {@code entry}, which is not scheduled; a full fence. */
    void push(Entry entry) {
      entry.place = Entry.RECENT;
      Entry before;
      do {
        before = (Entry) NEWEST.getAcquire(this);
        entry.next = before;
      } while (!NEWEST.compareAndSet(this, before, entry));
      pushed++;
    }

    boolean hasMany() {
      return pushed >= MANY;
    }

    /** Takes all, linked by {@code next} from the oldest on. */
    @Nullable Entry take() {
      // Not a getAndSet: it casts its result, and that call may exhaust the thread's stack when all
      // entries are out already.
      Entry entry = (Entry) NEWEST.getAcquire(this);
      while (entry != null && !NEWEST.compareAndSet(this, entry, null)) {
        entry = (Entry) NEWEST.getAcquire(this);
      }
      pushed = 0;
      Entry oldest = null;
      while (entry != null) {
        Entry before = entry.next;
        entry.next = oldest;
        oldest = entry;
        entry = before;
      }
      return oldest;
    }
  }

  /** The stack for the calling thread. */
  Stack mine() {
    return stacks[(int) Thread.currentThread().threadId() & (STACKS - 1)];
  }

  private static final VarHandle NEWEST;

  static {
    try {
      NEWEST = MethodHandles.lookup().findVarHandle(Stack.class, "newest", Entry.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
