package io.leanagentic.internal.channel;

import io.leanagentic.Await;
import io.leanagentic.Channel;
import io.leanagentic.ChannelClosedException;
import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import io.leanagentic.internal.await.AwaitHost;
import io.leanagentic.internal.await.Timeouts;
import io.leanagentic.internal.scheduler.Frame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A channel: a ring for ends that find room or an element at once, and two lines for ends that have
 * to wait.
 *
 * @param <T> the elements
 */
public final class BoundedChannel<T> implements Channel<T> {
  /*
   * Structure
   *
   *     senders  -> -> ->  [ ring ]  -> -> ->  receivers
   *     a line, if full                        a line, if empty
   *
   *   While no end waits, sending and receiving touch the ring and read one word, `waiting`, which says which lines are
   *   not empty. The lines are guarded by a lock. An end that has added or taken an element, and sees that the other
   *   side waits, settles the channel: under the lock, elements go from waiting senders into the ring and from the ring
   *   to waiting receivers, both first come first served. Ends are notified after the lock was released. An end does
   *   not overtake waiting ends of its side: if `waiting` says that there are any, it goes through the lock, behind
   *   them. Ends that began before the flag was set are concurrent with the first that waits, so either may be first.
   *   An end leaves its line under the lock only, so an element taken from the ring for it is always delivered.
   *   Timeout, cancel and interrupt either find it in the line and take it out, and nothing was moved; or they find it
   *   served. An element that was taken for an end that gave up at the same moment comes back, and is the next to be
   *   received: elements in `returned` come before those in the ring, in the order of their tickets. It needs neither
   *   room nor an open channel, because it was accepted before. The class is longer than others because each of its
   *   methods keeps ring, lines, `returned` and `waiting` in step. What has no part in that is elsewhere: the ring, a
   *   line, the ends.
   *
   * Ordering
   *   No wake-up is lost (Dekker): each side writes its own word, then reads the other's, all volatile.
   *     sender    CAS head in ring.offer()   then reads `waiting`
   *     receiver  writes `waiting`           then reads head in ring.poll(), in settle()
   *     receiver  CAS tail in ring.poll()    then reads `waiting`
   *     sender    writes `waiting`           then reads tail in ring.offer(), in settle()
   *   At least one of the two sees the other: the sender settles, or the receiver finds the ticket and waits for its
   *   element. This needs no fence of its own: the CAS is there anyway, and the ring decides empty and full by tickets.
   *   close() sets the ring's CLOSED under the lock, then settles; so ends that wait afterwards are notified by
   *   settle().
   *
   * Invariants
   *   I1  elements accepted = received + inside, none twice   ChannelStressTest.racingEndsLoseAndDoubleNothing
   *   I2  no end waits for what is there                      ChannelStressTest.noWakeUpIsLost
   *   I3  a wait that ends without success moved nothing      ChannelStressTest.cancelledEndsMoveNothing
   *   I4  waiting ends are served first come first served     BoundedChannelTest.waitingReceiversAreServedInOrder
   *   I5  none is accepted after close                        ChannelStressTest.closeRacesWithSenders
   *   I6  what comes back is received next, in its order      LostElementTest.elementsThatComeBackKeepTheirOrder
   *
   * References
   *   Dijkstra: Cooperating sequential processes, 1965, for Dekker's algorithm. Koval, Alistarh, Elizarov: Fast and
   *   Scalable Channels in Kotlin Coroutines, PPoPP 2023, has lines without a lock; ours are locked only where a thread
   *   or agent parks.
   */
  private static final int RECEIVERS = 1;
  private static final int SENDERS = 2;
  private static final int RETURNED = 4;
  private static final int SHARE_EVERY = 16;

  private final AwaitHost host;
  private final MpmcRing<T> ring;
  private final WaitQueue<T> receivers = new WaitQueue<>(); // also the lock
  private final WaitQueue<T> senders = new WaitQueue<>();

  /** Elements that came back, by ticket. Under the lock. */
  private @Nullable TreeMap<Long, T> returned;

  /** Which lines are not empty, and whether elements came back. Written under the lock. */
  private int waiting;

  /** An empty channel for at most {@code capacity} elements. */
  public BoundedChannel(AwaitHost host, int capacity) {
    this.host = host;
    this.ring = new MpmcRing<>(capacity);
  }

  // Sending.

  @Override
  public boolean trySend(T element) {
    return switch (offer(element)) {
      case ACCEPTED -> true;
      case FULL -> {
        if (CapabilitySanitizer.OWNER) {
          CapabilitySanitizer.returns(element);
        }
        yield false;
      }
      case CLOSED -> throw closedException();
    };
  }

  @Override
  public boolean send(T element, Duration timeout) throws InterruptedException {
    long nanos = Timeouts.orZero(timeout);
    host.beforeBlocking("send to a channel");
    if (trySend(element)) {
      return true;
    }
    if (nanos == 0) {
      return false;
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return new SendingEnd<>(this, element).start(nanos).awaitServed();
  }

  @Override
  public Await<Channel<T>> sending(T element, Duration timeout) {
    long nanos = Timeouts.positive(timeout);
    var end = new SendingEnd<T>(this, element);
    return switch (offer(element)) {
      case ACCEPTED -> end.served();
      case FULL -> end.start(nanos);
      case CLOSED -> end.closed();
    };
  }

  private MpmcRing.Offer offer(T element) {
    Objects.requireNonNull(element, "an element of a channel must not be null");
    CapabilitySanitizer.crosses(element, "a channel");
    if ((waitingVolatile() & SENDERS) != 0) {
      return offerBehindOthers(element);
    }
    MpmcRing.Offer outcome = ring.offer(element);
    if (outcome == MpmcRing.Offer.ACCEPTED) {
      // Pairs with the write of `waiting` in enter().
      if ((waitingVolatile() & RECEIVERS) != 0) {
        settle();
      }
      share(ring.sent());
    }
    return outcome;
  }

  private MpmcRing.Offer offerBehindOthers(T element) {
    var served = new WaitQueue<T>();
    MpmcRing.Offer outcome;
    synchronized (receivers) {
      settle(served);
      outcome = senders.isEmpty() ? ring.offer(element) : MpmcRing.Offer.FULL;
      settle(served);
    }
    finish(served);
    return outcome;
  }

  // Receiving.

  @Override
  public Optional<T> tryReceive() {
    return Optional.ofNullable(poll());
  }

  @Override
  public Optional<T> receive(Duration timeout) throws InterruptedException {
    long nanos = Timeouts.orZero(timeout);
    host.beforeBlocking("receive from a channel");
    return Optional.ofNullable(receive(nanos));
  }

  /** The next element, or null after {@code nanos}. */
  @Nullable T receive(long nanos) throws InterruptedException {
    T element = poll();
    if (element != null) {
      return element;
    }
    if (isDrained()) {
      throw closedException();
    }
    if (nanos == 0) {
      return null;
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    var end = new ReceivingEnd<T>(this).start(nanos);
    return end.awaitServed() ? end.valueOrNull() : null;
  }

  @Override
  public Await<T> receiving(Duration timeout) {
    long nanos = Timeouts.positive(timeout);
    var end = new ReceivingEnd<T>(this);
    return end.poll() ? end : end.start(nanos);
  }

  @Override
  public Iterator<T> iterator() {
    return new ChannelIterator<>(this);
  }

  /** Takes an element if there is one now, for this end rather than for waiting ones. */
  @Nullable T poll() {
    if ((waitingVolatile() & (RECEIVERS | RETURNED)) != 0) {
      return pollBehindOthers(null);
    }
    long ticket = ring.claim();
    if (ticket < 0) {
      return null;
    }
    T element = ring.take(ticket);
    // Pairs with the write of `waiting` in enter().
    if ((waitingVolatile() & SENDERS) != 0) {
      settle();
    }
    share(ticket);
    return element;
  }

  /** As {@link #poll}, for an end that may have to give it back. Returns whether it got one. */
  boolean poll(WaitNode<T> place) {
    if ((waitingVolatile() & (RECEIVERS | RETURNED)) != 0) {
      place.element = pollBehindOthers(place);
      return place.element != null;
    }
    long ticket = ring.claim();
    if (ticket < 0) {
      return false;
    }
    place.element = ring.take(ticket);
    place.ticket = ticket;
    if ((waitingVolatile() & SENDERS) != 0) {
      settle();
    }
    return true;
  }

  /**
   * After an element went through without a wait: makes a loop agent share its carrier now and
   * then, because nothing else does if it uses only channels.
   */
  private static void share(long count) {
    if ((count & (SHARE_EVERY - 1)) == 0) {
      Frame.shareCarrierOfThread();
    }
  }

  private @Nullable T pollBehindOthers(@Nullable WaitNode<T> place) {
    var served = new WaitQueue<T>();
    T element;
    synchronized (receivers) {
      settle(served);
      element = receivers.isEmpty() ? next(place) : null;
      settle(served);
    }
    finish(served);
    return element;
  }

  /** The next element; notes its ticket in {@code place}. Under the lock. */
  private @Nullable T next(@Nullable WaitNode<T> place) {
    var first = returned == null ? null : returned.pollFirstEntry();
    if (first != null) {
      if (place != null) {
        place.ticket = first.getKey();
      }
      return first.getValue();
    }
    long ticket = ring.claim();
    if (ticket < 0) {
      return null;
    }
    if (place != null) {
      place.ticket = ticket;
    }
    return ring.take(ticket);
  }

  /** Takes back what {@code place} was served with, because its end no longer takes it. */
  void putBack(WaitNode<T> place) {
    T element = Objects.requireNonNull(place.element);
    var served = new WaitQueue<T>();
    synchronized (receivers) {
      if (returned == null) {
        returned = new TreeMap<>();
      }
      returned.put(place.ticket, element);
      settle(served);
    }
    finish(served);
  }

  // Waiting.

  /** Puts a receiver in line, unless it can be served at once. */
  void enterReceivers(WaitNode<T> place) {
    enter(receivers, place, RECEIVERS);
  }

  /** Puts a sender in line, unless it can be served at once. */
  void enterSenders(WaitNode<T> place) {
    enter(senders, place, SENDERS);
  }

  private void enter(WaitQueue<T> line, WaitNode<T> place, int flag) {
    var served = new WaitQueue<T>();
    synchronized (receivers) {
      line.add(place);
      place.line = line;
      // Before settle() looks at the ring; pairs with the reads after ring.offer() and ring.poll().
      setWaitingVolatile(waiting | flag);
      settle(served);
    }
    finish(served);
  }

  /** Takes an end out of its line. False if it is in none: it was served, or left before. */
  boolean leave(WaitNode<T> place) {
    synchronized (receivers) {
      WaitQueue<T> line = place.line;
      if (line == null) {
        return false;
      }
      takeOut(line, place);
      lowerFlags();
      return true;
    }
  }

  private void settle() {
    var served = new WaitQueue<T>();
    synchronized (receivers) {
      settle(served);
    }
    finish(served);
  }

  /**
   * Moves all elements that can be moved, and moves the ends that were served from their lines to
   * {@code served}. Under the lock.
   */
  private void settle(WaitQueue<T> served) {
    boolean moved;
    do {
      moved = admitSenders(served);
      moved |= serveReceivers(served);
    } while (moved && !senders.isEmpty());
    lowerFlags();
  }

  private boolean admitSenders(WaitQueue<T> served) {
    boolean moved = false;
    for (WaitNode<T> place = senders.first(); place != null; place = senders.first()) {
      MpmcRing.Offer outcome = ring.offer(Objects.requireNonNull(place.element));
      if (outcome == MpmcRing.Offer.FULL) {
        break;
      }
      place.closed = outcome == MpmcRing.Offer.CLOSED;
      moved = true;
      takeOut(senders, place);
      served.add(place);
    }
    return moved;
  }

  private boolean serveReceivers(WaitQueue<T> served) {
    boolean moved = false;
    for (WaitNode<T> place = receivers.first(); place != null; place = receivers.first()) {
      if (!place.claim()) {
        takeOut(receivers, place); // served by another channel, or given up
        continue;
      }
      T element = next(place);
      if (element != null) {
        place.keep();
        place.element = element;
        moved = true;
      } else {
        place.release();
        if (!ring.isDrained()) {
          break;
        }
        place.closed = true;
      }
      takeOut(receivers, place);
      served.add(place);
    }
    return moved;
  }

  private static <T> void takeOut(WaitQueue<T> line, WaitNode<T> place) {
    line.remove(place);
    place.line = null;
  }

  private void lowerFlags() {
    int flags =
        (receivers.isEmpty() ? 0 : RECEIVERS)
            | (senders.isEmpty() ? 0 : SENDERS)
            | (returned == null || returned.isEmpty() ? 0 : RETURNED);
    if (flags != waiting) {
      setWaitingVolatile(flags);
    }
  }

  /** Notifies the ends in {@code served}. Outside the lock, because they run other code then. */
  private static <T> void finish(WaitQueue<T> served) {
    for (WaitNode<T> place = served.poll(); place != null; place = served.poll()) {
      place.finish();
    }
  }

  // Closing.

  @Override
  public void close() {
    var served = new WaitQueue<T>();
    synchronized (receivers) {
      ring.close();
      settle(served);
    }
    finish(served);
  }

  @Override
  public boolean isClosed() {
    return ring.isClosed();
  }

  /** Whether it is closed and all elements were taken. */
  boolean isDrained() {
    return ring.isDrained() && (waitingVolatile() & RETURNED) == 0;
  }

  @Override
  public int capacity() {
    return ring.capacity();
  }

  /** How many elements are inside, at about this moment. */
  public int size() {
    synchronized (receivers) {
      return ring.size() + (returned == null ? 0 : returned.size());
    }
  }

  /** How many ends wait. */
  public int inLine() {
    synchronized (receivers) {
      return receivers.size() + senders.size();
    }
  }

  AwaitHost host() {
    return host;
  }

  ChannelClosedException closedException() {
    return new ChannelClosedException("the channel is closed: " + describe());
  }

  String describe() {
    return "a channel of capacity " + ring.capacity();
  }

  @Override
  public String toString() {
    return describe() + " with " + size() + " inside" + (isClosed() ? ", closed" : "");
  }

  private int waitingVolatile() {
    return (int) WAITING.getVolatile(this);
  }

  private void setWaitingVolatile(int flags) {
    WAITING.setVolatile(this, flags);
  }

  private static final VarHandle WAITING;

  static {
    try {
      WAITING = MethodHandles.lookup().findVarHandle(BoundedChannel.class, "waiting", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
