package io.leanagentic.internal.timer;

import io.leanagentic.internal.timer.TimerWheel.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Slots of timers, coarser from level to level. For one thread at a time. */
@SuppressWarnings("ReferenceEquality") // a list knows its links by identity
final class Levels {
  /*
   * Structure
   *   A tick is 2^tickShift ns. Read the tick of a deadline and the current tick as numbers to the base `slots`: the
   *   highest digit in which they differ is the level of the entry, and the deadline's digit there is its slot. Equal
   *   numbers go to level 0.
   *
   *     current 0 3 2 1      level 2: deadlines 0 4 * *  ...  0 7 * *    (base 8)
   *                          level 1: deadlines 0 3 3 *  ...  0 3 7 *
   *                          level 0: deadlines 0 3 2 1  ...  0 3 2 7
   *
   *   So a lower level is due before all of a higher one, and within a level a lower slot is due before a higher one:
   *   the first occupied slot of the lowest occupied level holds the earliest timer. A slot is a circular list in the
   *   order of arrival; one long per level says which slots are occupied. When the time reaches a slot of a higher
   *   level, its entries are spread over lower levels (at most `CHUNK` a step). `earliest` is a lower bound of all
   *   deadlines, and `exact` says that it is one of them. Scheduling a timer keeps it exact, removing one may not.
   *
   * Invariants
   *   I1  each entry's upper digits, above its level, equal the current tick's
   *                                                                 TimerWheelTest.agreesWithAListOfTimers
   *   I2  earliest <= every deadline; equal to the least if exact   TimerWheelTest.agreesWithAListOfTimers
   *   I3  equal deadlines leave in the order in which they came     TimerWheelTest.equalDeadlinesFireInOrder
   */
  private static final int CHUNK = 512;
  private static final int NONE = -1;

  private final int tickShift;
  private final int slotBits;
  private final int slotMask;
  private final @Nullable Entry[] heads;
  private final long[] occupied;

  private long currentTick;
  private int size;
  private long earliest = Long.MAX_VALUE;
  private boolean exact = true;

  /** The slot whose entries are being spread over lower levels. */
  private int unfolding = NONE;

  Levels(int tickShift, int slotBits) {
    this.tickShift = tickShift;
    this.slotBits = slotBits;
    this.slotMask = (1 << slotBits) - 1;
    int tickBits = Math.max(1, Long.SIZE - 1 - tickShift);
    int levels = (tickBits + slotBits - 1) / slotBits;
    this.occupied = new long[levels];
    this.heads = new Entry[levels << slotBits];
  }

  int size() {
    return size;
  }

  void add(Entry entry) {
    link(entry); // the caller may be at the end of its stack: in link() calls come first
    size++;
    if (entry.deadline <= earliest) {
      earliest = entry.deadline;
      exact = true;
    }
  }

  void remove(Entry entry) {
    unlink(entry);
    size--;
    if (size == 0) {
      earliest = Long.MAX_VALUE;
      exact = true;
    } else if (entry.deadline == earliest) {
      exact = false;
    }
  }

  /** The earliest deadline, or {@link Long#MAX_VALUE} if there is none. */
  long earliest() {
    if (!exact) {
      int first = firstSlot();
      long least = first == NONE ? Long.MAX_VALUE : leastOf(first);
      earliest = unfolding == NONE ? least : Math.min(least, leastOf(unfolding));
      exact = true;
    }
    return earliest;
  }

  /** A time before which nothing is due, found without looking through a coarse slot. */
  long nextWake() {
    if (!exact && unfolding == NONE) {
      int first = firstSlot();
      if (first > slotMask) {
        return Math.max(earliest, startOf(first) << tickShift);
      }
    }
    return earliest();
  }

  /**
   * One bounded step of time towards {@code now}. Moves what is due in the first slot to {@code
   * due}.
   *
   * @return whether there may be more
   */
  boolean step(long now, List<Entry> due) {
    if (unfolding != NONE) {
      unfold();
      return true;
    }
    long nowTick = now >>> tickShift;
    int first = firstSlot();
    if (first == NONE || startOf(first) > nowTick) {
      currentTick = Math.max(currentTick, nowTick);
      return false;
    }
    currentTick = startOf(first);
    if (first > slotMask) {
      unfolding = first;
      return true;
    }
    takeDue(first, now, due);
    return currentTick < nowTick;
  }

  /** Moves all entries to {@code all}. */
  void takeAll(List<Entry> all) {
    for (int slot = 0; slot < heads.length; slot++) {
      takeDue(slot, Long.MAX_VALUE, all);
    }
  }

  private void takeDue(int slot, long now, List<Entry> due) {
    Entry head = heads[slot];
    Entry last = head == null ? null : head.preceding();
    for (Entry entry = head; entry != null; ) {
      Entry following = entry == last ? null : entry.following();
      if (entry.deadline <= now) {
        due.add(entry); // first: there may be no memory for it
        remove(entry);
        entry.place = Entry.DUE;
      }
      entry = following;
    }
  }

  private void unfold() {
    for (int i = 0; i < CHUNK && unfolding != NONE; i++) {
      Entry entry = heads[unfolding];
      if (entry == null) {
        unfolding = NONE;
        return;
      }
      unlink(entry);
      link(entry);
    }
  }

  /**
   * The slot with the earliest deadlines; not one that is being spread if a lower level has any.
   */
  private int firstSlot() {
    for (int level = 0; level < occupied.length; level++) {
      if (occupied[level] != 0) {
        return level << slotBits | Long.numberOfTrailingZeros(occupied[level]);
      }
    }
    return NONE;
  }

  /** The first tick of a slot. */
  private long startOf(int index) {
    int shift = (index >>> slotBits) * slotBits;
    long upper = (currentTick >>> shift) & ~(long) slotMask;
    return (upper | (index & slotMask)) << shift;
  }

  private long leastOf(int index) {
    long least = Long.MAX_VALUE;
    Entry head = heads[index];
    Entry entry = head;
    while (entry != null) {
      least = Math.min(least, entry.deadline);
      Entry following = entry.following();
      entry = following == head ? null : following;
    }
    return least;
  }

  private void link(Entry entry) {
    // A deadline behind the current tick is due: it goes to the slot that is looked at first.
    long tick = Math.max(entry.deadline >>> tickShift, currentTick);
    long differing = tick ^ currentTick;
    int level =
        differing == 0 ? 0 : (Long.SIZE - 1 - Long.numberOfLeadingZeros(differing)) / slotBits;
    int slot = (int) (tick >>> (level * slotBits)) & slotMask;
    int index = level << slotBits | slot;
    Entry head = heads[index];
    Entry last = head == null ? null : head.preceding();
    entry.place = (short) (index + 1);
    if (head == null || last == null) {
      heads[index] = entry;
      occupied[level] |= 1L << slot;
      entry.next = entry;
      entry.previous = entry;
    } else {
      entry.next = head;
      entry.previous = last;
      last.next = entry;
      head.previous = entry;
    }
  }

  private void unlink(Entry entry) {
    int index = entry.place - 1;
    Entry following = entry.following();
    Entry preceding = entry.preceding();
    if (following == entry) {
      heads[index] = null;
      occupied[index >>> slotBits] &= ~(1L << (index & slotMask));
      if (index == unfolding) {
        unfolding = NONE;
      }
    } else {
      preceding.next = following;
      following.previous = preceding;
      if (heads[index] == entry) {
        heads[index] = following;
      }
    }
    // A fired or cancelled entry must not keep its neighbours alive.
    entry.next = null;
    entry.previous = null;
    entry.place = Entry.IDLE;
  }
}
