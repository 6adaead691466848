package io.leanagentic.orchestration.internal.lease;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The leases of a table, by when it looks at them next. Guarded by the table's lock. */
final class Deadlines {
  /*
   * Structure
   *   A hierarchical wheel of 11 levels of 64 slots, with ticks of a nanosecond: deadlines are exact. A lease is on the
   *   level of the highest digit (of 6 bits) in which its time differs from `now`, in the slot of that digit. So all
   *   leases on a level agree with `now` in the higher digits, and the lowest slot in use on the lowest level in use
   *   comes next. When time reaches a slot, its leases move to lower levels, or are due.
   *
   * Invariants
   *   I1  what is due is taken, in the order of deadlines, and nothing else      DeadlinesTest.agreesWithASortedList
   *   I2  nextAlarm() is never after the next deadline                           DeadlinesTest.agreesWithASortedList
   *
   * Progress
   *   add and remove are O(1). A lease moves down at most 10 times, so expiry is O(1) amortized. A lease that is
   *   released before its slot comes never moves.
   *
   * References
   *   Varghese, Lauck: Hashed and Hierarchical Timing Wheels, SOSP 1987 (scheme 7). The difference: ticks in which
   *   nothing happens are skipped.
   */
  private static final int BITS = 6;
  private static final int SLOTS = 1 << BITS;
  private static final int LEVELS = (Long.SIZE + BITS - 1) / BITS;

  /** A slot with at most this many leases is searched for the exact next deadline. */
  private static final int SEARCHED = 8;

  private final @Nullable ActiveLease[] slots = new @Nullable ActiveLease[LEVELS * SLOTS];
  private final long[] used = new long[LEVELS];
  private long now;

  /** Begins at {@code now}. Times are nanoseconds since the authority began, never negative. */
  Deadlines(long now) {
    this.now = now;
  }

  /** Adds {@code lease}, which is nowhere here. */
  void add(ActiveLease lease) {
    long due = Math.max(lease.due, now);
    long differing = due ^ now;
    int level = differing == 0 ? 0 : (Long.SIZE - 1 - Long.numberOfLeadingZeros(differing)) / BITS;
    int digit = digit(due, level);
    int place = level * SLOTS + digit;
    ActiveLease first = slots[place];
    lease.place = place;
    lease.previousDue = null;
    lease.nextDue = first;
    if (first != null) {
      first.previousDue = lease;
    }
    slots[place] = lease;
    used[level] |= 1L << digit;
  }

  /** Removes {@code lease}, which is here. */
  void remove(ActiveLease lease) {
    ActiveLease next = lease.nextDue;
    ActiveLease previous = lease.previousDue;
    if (next != null) {
      next.previousDue = previous;
    }
    if (previous != null) {
      previous.nextDue = next;
    } else {
      slots[lease.place] = next;
      if (next == null) {
        used[lease.place / SLOTS] &= ~(1L << (lease.place % SLOTS));
      }
    }
    lease.nextDue = null;
    lease.previousDue = null;
  }

  /** Moves on to {@code time}; removes the leases that are due by then, and passes on each. */
  void advance(long time, Consumer<ActiveLease> due) {
    for (int level = lowestUsed(); level >= 0; level = lowestUsed()) {
      int digit = Long.numberOfTrailingZeros(used[level]);
      long start = start(level, digit);
      if (start > time) {
        break;
      }
      now = Math.max(now, start);
      int place = level * SLOTS + digit;
      ActiveLease lease = slots[place];
      slots[place] = null;
      used[level] &= ~(1L << digit);
      while (lease != null) {
        ActiveLease next = lease.nextDue;
        lease.nextDue = null;
        lease.previousDue = null;
        if (level == 0) {
          due.accept(lease);
        } else {
          add(lease);
        }
        lease = next;
      }
    }
    now = Math.max(now, time);
  }

  /**
   * When to look again: never after the next deadline, and usually exactly then; {@link
   * Long#MAX_VALUE} if there is none.
   */
  long nextAlarm() {
    int level = lowestUsed();
    if (level < 0) {
      return Long.MAX_VALUE;
    }
    int digit = Long.numberOfTrailingZeros(used[level]);
    long earliest = Long.MAX_VALUE;
    int searched = 0;
    for (ActiveLease lease = slots[level * SLOTS + digit]; lease != null; lease = lease.nextDue) {
      if (++searched > SEARCHED) {
        return Math.max(now, start(level, digit));
      }
      earliest = Math.min(earliest, lease.due);
    }
    return earliest;
  }

  private int lowestUsed() {
    for (int level = 0; level < LEVELS; level++) {
      if (used[level] != 0) {
        return level;
      }
    }
    return -1;
  }

  private static int digit(long time, int level) {
    return (int) (time >>> (level * BITS)) & (SLOTS - 1);
  }

  /** When the slot begins: the digits of `now` above the level, then the slot's. */
  private long start(int level, int digit) {
    int shift = level * BITS;
    long above = shift + BITS >= Long.SIZE ? 0 : now >>> (shift + BITS) << (shift + BITS);
    return above | (long) digit << shift;
  }
}
