package io.leanagentic.internal.mailbox;

import io.leanagentic.internal.scheduler.Task;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox of an agent, as a part of the agent: three fields, and nothing else while it is idle.
 * Any thread puts, one at a time takes.
 */
public abstract class MailboxHead extends Task {
  /*
   * Structure
   *   `head` is the newest message, and each message links to the one before it: a stack. The taker walks from `head` back to what
   *   it has taken before, turning the links around on the way; the result is a queue, `pending`, that only it touches. Nothing is
   *   removed from `head`; the newest message stays there, emptied, until the next one replaces it or the agent goes idle.
   *
   *     put:   head -> d -> c -> b* -> ...            (b* is taken: its message is null)
   *     take:  pending = c -> d, head -> d
   *
   *   `head` is also the scheduling state of the agent. IDLE: nothing to do, in no queue. WAKE: nothing in the mailbox, but to be
   *   run. CLOSED: ended for ever. So "enqueue" and "was idle: schedule it" are one compare-and-set, and so are "is empty" and
   *   "goes idle"; there is no second flag between which a wake-up could be lost.
   *
   *   The bound needs no shared counter: a message's `seq` is its predecessor's plus one, and `consumed` counts what was taken, so
   *   seq - consumed is the depth. `consumed` is published now and then, so a sender may see too large a depth, never too small a
   *   one; it asks for an exact count before it refuses a message.
   *
   * Ordering
   *   put:   write node, CAS head (volatile)           pairs with   takeAll: headAcquire, read nodes
   *   idle:  write consumed, CAS head to IDLE          pairs with   put: headAcquire == IDLE, read consumed
   *   turn n ends with a CAS of head or a hand-over through a run queue; turn n + 1 begins after the matching read: so turn n
   *   happens-before turn n + 1.
   *
   * Invariants
   *   M1  a message put once is taken once, in order of its sender       MailboxTest.everyMessageIsTakenOnceAndInOrder
   *   M2  head is IDLE exactly when nobody will run the agent            MailboxTest.onlyThePutThatFindsItIdleSchedules
   *   M3  depth seen by a sender >= true depth                           MailboxTest.depthIsNeverUnderestimated
   *   M4  taken nodes keep neither message nor successor alive           MailboxTest.takenNodesAreCleared
   *
   * Progress
   *   put is lock-free, take is wait-free; there is no moment in which a message is counted but not yet linked.
   *
   * References
   *   CAF, intrusive/lifo_inbox.hpp (a stack that the reader reverses, markers as states); V. Klang's minimalist actor (the head is
   *   the scheduling flag); NBBQ of plokhotnyuk/actors (depth from sequence numbers). Differs: the reader takes without an atomic
   *   operation and leaves the newest node in place.
   */
  protected static final Node IDLE = new Node(null);
  protected static final Node WAKE = new Node(null);
  protected static final Node CLOSED = new Node(null);

  private Node head;
  private @Nullable Node pending;
  private int consumed;

  protected MailboxHead(boolean awake) {
    // Plain: whoever learns of the agent does so by a later release.
    head = awake ? WAKE : IDLE;
  }

  // For senders.

  protected final Node headAcquire() {
    return (Node) HEAD.getAcquire(this);
  }

  /** The number of a message that is put behind {@code head}. */
  protected final int nextSeq(Node head) {
    return (head == IDLE || head == WAKE ? consumedOpaque() : head.seq) + 1;
  }

  /** Puts {@code node} behind {@code expected}; false if that is not the head any more. */
  protected final boolean put(Node expected, Node node, int seq) {
    node.link = expected;
    node.seq = seq;
    return HEAD.compareAndSet(this, expected, node);
  }

  /** As {@link #put}, for a plain message. */
  protected final boolean putPlain(Node expected, Object message, int seq) {
    return HEAD.compareAndSet(this, expected, new Node(message, expected, seq));
  }

  /** From idle to awake; false if it is not idle. Who gets true must schedule the agent. */
  protected final boolean wakeIfIdle() {
    return headAcquire() == IDLE && HEAD.compareAndSet(this, IDLE, WAKE);
  }

  /** Messages waiting behind {@code consumed}, up to and including {@code head}. */
  protected static int depth(Node head, int consumed) {
    return head == IDLE || head == WAKE || head == CLOSED ? 0 : Math.max(0, head.seq - consumed);
  }

  @Override
  protected final int position() {
    return consumedOpaque();
  }

  protected final int consumedOpaque() {
    return (int) CONSUMED.getOpaque(this);
  }

  // For whoever runs the agent.

  /**
   * What was put since the last time, in order, for a head that is not {@linkplain #isTaken taken}.
   */
  protected static Node takeAll(Node newest) {
    // Markers and taken nodes have no message: there the new ones begin.
    Node later = takeUpTo(newest, null);
    if (later == null) {
      throw new AssertionError("nothing to take");
    }
    return later;
  }

  /**
   * Whether {@code newest}, a head, is a plain message that came to an idle agent, and the only
   * one.
   */
  protected final boolean isOnlyPlain(Node newest) {
    return newest.link == IDLE
        && newest.message != null
        && newest.getClass() == Node.class
        && pending == null;
  }

  /** Whether everything up to {@code newest}, a head, is taken. */
  protected static boolean isTaken(Node newest) {
    return newest.message == null;
  }

  /** The node that follows {@code node} in a batch. */
  protected static @Nullable Node next(Node node) {
    return node.link;
  }

  /** Empties {@code node} and returns its message. */
  protected static Object take(Node node) {
    Object message = node.message;
    node.message = null;
    node.link = null;
    if (message == null) {
      throw new AssertionError("message taken twice");
    }
    return message;
  }

  /** Goes idle if nothing came after {@code newest}. Who gets true has given up the agent. */
  protected final boolean goIdle(Node newest) {
    return HEAD.compareAndSet(this, newest, IDLE);
  }

  /**
   * Ends the mailbox; returns what is left behind {@code batch}, the rest of the last one taken.
   */
  protected final @Nullable Node close(@Nullable Node batch) {
    Node newest = (Node) HEAD.getAndSet(this, CLOSED);
    // The end of an unfinished batch has its message still, but all of it was taken from the stack.
    Node end = batch;
    while (end != null && end.link != null) {
      end = end.link;
    }
    if (end == newest || isTaken(newest)) {
      return batch;
    }
    return concat(batch, takeUpTo(newest, end));
  }

  private static @Nullable Node takeUpTo(Node newest, @Nullable Node taken) {
    Node later = null;
    for (Node node = newest; node != null && node != taken && node.message != null; ) {
      Node earlier = node.link;
      node.link = later;
      later = node;
      node = earlier;
    }
    return later;
  }

  protected final @Nullable Node pending() {
    return pending;
  }

  protected final void setPending(@Nullable Node node) {
    pending = node;
  }

  /** {@code first}, a batch that may be null, followed by {@code second}. */
  protected static @Nullable Node concat(@Nullable Node first, @Nullable Node second) {
    if (first == null) {
      return second;
    }
    Node last = first;
    while (last.link != null) {
      last = last.link;
    }
    last.link = second;
    return first;
  }

  /** Publishes the count of messages taken; pairs with consumedOpaque() after headAcquire(). */
  protected final void setConsumedOpaque(int count) {
    CONSUMED.setOpaque(this, count);
  }

  private static final VarHandle HEAD;
  private static final VarHandle CONSUMED;

  static {
    try {
      var lookup = MethodHandles.lookup();
      HEAD = lookup.findVarHandle(MailboxHead.class, "head", Node.class);
      CONSUMED = lookup.findVarHandle(MailboxHead.class, "consumed", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
