package io.leanagentic.internal.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue for any number of threads, which never parks one and can be closed.
 *
 * @param <T> the elements
 */
final class MpmcRing<T> extends MpmcRingFields.PadAfter {
  /*
   * Structure
   *   Two counters give out tickets: `head` to senders, `tail` to receivers. Ticket n works on slot n mod size. The
   *   turn of a slot says whose turn it is there:
   *
   *     turn == n          free for the sender with ticket n
   *     turn == n + 1      holds the element of ticket n, for the receiver with ticket n
   *     turn == n + size   free for the sender with ticket n + size
   *
   *   `size` is a power of two, at least 2 (with 1, "holds n" and "free for n + 1" would be the same) and at least the
   *   capacity. The capacity itself is exact, even if it is 1 or not a power of two: a ticket is given only below tail
   *   + capacity. As tail only grows, a limit once seen stays valid, so `limit` caches it and senders rarely look at
   *   tail. Closing sets the top bit of `head`. From then on no compareAndSet of a sender can succeed, so the tickets
   *   given are final.
   *
   * Ordering
   *   send:     volatile CAS head, write element, release turn    pairs with   receive: acquire turn, read element
   *   receive:  volatile CAS tail, clear element, release turn    pairs with   send:    acquire turn, write element
   *   Empty and full are decided by volatile reads of the counters, never by a turn: a thread that reads one after a
   *   volatile write of its own cannot miss a ticket given before that write was seen. BoundedChannel builds on this.
   *
   * Invariants
   *   I1  0 <= head - tail <= capacity                            MpmcRingTest.holdsExactlyItsCapacity
   *   I2  each element accepted is taken once, in ticket order    MpmcRingTest.manySendersAndReceiversLoseAndDoubleNothing
   *   I3  "empty" and "full" are true                             MpmcRingTest.neitherEmptyNorFullBecauseOfAThreadInBetween
   *   I4  none is accepted after close(), none accepted is lost   MpmcRingTest.whatIsAcceptedBeforeCloseIsReceived
   *
   * Progress
   *   Lock-free between tickets. A ticket that was taken and not yet used delays the thread that needs its slot next:
   *   that one spins, then yields, for the few instructions the other has left. This is the price of exact answers: the
   *   ring never reports "empty" or "full" because of a thread that is in between.
   *
   * References
   *   Vyukov: Bounded MPMC queue (1024cores); Rigtorp: MPMCQueue. Differ: exact capacity of any size, cached limit,
   *   close, and exact answers as in JCTools' MpmcArrayQueue.
   */
  static final long CLOSED = Long.MIN_VALUE;
  private static final int MAX_CAPACITY = 1 << 24; // as a mailbox's
  private static final int SPINS = 64;

  /** The outcome for an element. */
  enum Offer {
    ACCEPTED,
    FULL,
    CLOSED
  }

  private final int capacity;
  private final int mask;
  private final long[] turns;
  private final @Nullable Object[] elements;

  MpmcRing(int capacity) {
    if (capacity < 1 || capacity > MAX_CAPACITY) {
      throw new IllegalArgumentException(
          "channel capacity is " + capacity + "; allowed: 1 to " + MAX_CAPACITY);
    }
    this.capacity = capacity;
    int size = Math.max(2, Integer.highestOneBit(capacity - 1) << 1);
    mask = size - 1;
    elements = new Object[size];
    turns = new long[size];
    for (int i = 0; i < size; i++) {
      turns[i] = i;
    }
    limit = capacity;
  }

  /** Adds {@code element} if there is room and the ring is open. */
  Offer offer(T element) {
    for (int spins = 0; ; ) {
      long ticket = headVolatile();
      if (ticket < 0) {
        return Offer.CLOSED;
      }
      if (ticket >= limitOpaque() && !raiseLimit(ticket)) {
        return Offer.FULL; // as it was when head was read: tail has only grown since
      }
      int slot = (int) ticket & mask;
      long turn = turnAcquire(slot);
      if (turn == ticket) {
        if (HEAD.compareAndSet(this, ticket, ticket + 1)) {
          elements[slot] = element;
          // Publishes the element; pairs with turnAcquire() in poll().
          setTurnRelease(slot, ticket + 1);
          return Offer.ACCEPTED;
        }
      } else if (turn < ticket) {
        spins = pause(spins); // its receiver has the ticket and will be done in a moment
      }
    }
  }

  private boolean raiseLimit(long ticket) {
    long fresh = tailVolatile() + capacity;
    if (ticket >= fresh) {
      return false;
    }
    // A hint: a smaller one that overwrites it costs a look at tail, no more.
    LIMIT.setOpaque(this, fresh);
    return true;
  }

  /** Takes the oldest element, or gives null if there is none. */
  @Nullable T poll() {
    long ticket = claim();
    return ticket < 0 ? null : take(ticket);
  }

  /** Claims the oldest element for {@link #take}, which must follow; negative if there is none. */
  long claim() {
    for (int spins = 0; ; ) {
      long ticket = tailVolatile();
      int slot = (int) ticket & mask;
      long turn = turnAcquire(slot);
      if (turn == ticket + 1) {
        if (TAIL.compareAndSet(this, ticket, ticket + 1)) {
          return ticket;
        }
      } else if (turn <= ticket) {
        if ((headVolatile() & ~CLOSED) <= ticket) {
          return -1;
        }
        spins = pause(spins); // its sender has the ticket and will be done in a moment
      }
    }
  }

  /** The element of a claimed ticket. */
  @SuppressWarnings("unchecked") // only offer() writes elements
  T take(long ticket) {
    int slot = (int) ticket & mask;
    var element = (T) Objects.requireNonNull(elements[slot]);
    elements[slot] = null;
    // Hands the empty slot to its next sender; pairs with turnAcquire() in offer().
    setTurnRelease(slot, ticket + mask + 1);
    return element;
  }

  /** Lets a thread that is in between finish; on a machine with few processors it may need ours. */
  @SuppressWarnings("ThreadPriorityCheck") // a hint that costs time if ignored, never correctness
  static int pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
    return spins + 1;
  }

  /** Takes no more elements. Returns whether it did until now. */
  boolean close() {
    return (long) HEAD.getAndBitwiseOr(this, CLOSED) >= 0;
  }

  boolean isClosed() {
    return headVolatile() < 0;
  }

  /** Whether it is closed and every element in it was claimed by a receiver. Stays true. */
  boolean isDrained() {
    long head = headVolatile();
    return head < 0 && tailVolatile() >= (head & ~CLOSED);
  }

  /** How many elements were ever added, at about this moment. */
  long sent() {
    return (long) HEAD.getOpaque(this) & ~CLOSED;
  }

  /** How many elements are inside, at about this moment. */
  int size() {
    long tail = tailVolatile();
    long size = (headVolatile() & ~CLOSED) - tail;
    return (int) Math.min(capacity, Math.max(0, size));
  }

  /** Whether it holds no reference to an element. Only while no thread uses it. */
  boolean isEmptyInside() {
    return Arrays.stream(elements).allMatch(Objects::isNull);
  }

  int capacity() {
    return capacity;
  }

  private long headVolatile() {
    return (long) HEAD.getVolatile(this);
  }

  private long tailVolatile() {
    return (long) TAIL.getVolatile(this);
  }

  private long limitOpaque() {
    return (long) LIMIT.getOpaque(this);
  }

  private long turnAcquire(int slot) {
    return (long) TURN.getAcquire(turns, slot);
  }

  private void setTurnRelease(int slot, long turn) {
    TURN.setRelease(turns, slot, turn);
  }

  private static final VarHandle HEAD;
  private static final VarHandle LIMIT;
  private static final VarHandle TAIL;
  private static final VarHandle TURN = MethodHandles.arrayElementVarHandle(long[].class);

  static {
    try {
      var lookup = MethodHandles.lookup();
      HEAD = lookup.findVarHandle(MpmcRingFields.Head.class, "head", long.class);
      LIMIT = lookup.findVarHandle(MpmcRingFields.Head.class, "limit", long.class);
      TAIL = lookup.findVarHandle(MpmcRingFields.Tail.class, "tail", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
