package io.leanagentic.internal.mailbox;

import io.leanagentic.internal.scheduler.Task;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox of an agent, which is a part of the agent: three fields, and nothing else while it is
 * idle. Any thread puts, one thread at a time takes.
 */
public abstract class MailboxHead extends Task {
  /*
   * Structure
   *   `head` is the newest message, and each message links to the one before it: a stack. The taker walks from `head`
   *   back to what it has taken before, and reverses the links on the way. The result is a queue, `pending`, that only
   *   the taker touches. Nothing is removed from `head`: the newest message stays there, emptied, until the next one
   *   replaces it or the agent goes idle.
   *
   *     put:   head -> d -> c -> b* -> ...            (b* is taken: its message is null)
   *     take:  pending = c -> d, head -> d
   *
   *   `head` is also the scheduling state of the agent. IDLE: nothing to do, in no queue. A node without a message:
   *   nothing in the mailbox, but the agent runs or is about to. CLOSED: ended for ever. So "enqueue" and "was idle:
   *   schedule it" are one compare-and-set, and so are "is empty" and "goes idle"; no wake-up can get lost between two
   *   flags.
   *
   *   The bound needs no shared counter: a message's `seq` is its predecessor's plus one, and `consumed` counts what
   *   was taken, so seq - consumed is the depth. `consumed` is published now and then, so a sender may see a depth that
   *   is too large, but never one that is too small. It asks for an exact count before it refuses a message.
   *
   *   A message that came to an idle mailbox gets its `seq` only after its CAS: IDLE may have gone and come back since
   *   the sender read `consumed`. From the CAS on no thread takes, so `consumed` stands still. Until then `seq` is
   *   UNKNOWN; a reader that needs it computes the same value from `consumed`. A loop agent may see the message before
   *   its sender has numbered it; then the agent numbers it. For the same reason each wake-up puts a node of its own:
   *   `consumed` stands still as long as that node is the head.
   *
   *   Numbers wrap at 2^32 and skip 0, which is UNKNOWN. So does `consumed`, and a difference across the gap is one
   *   less.
   *
   * Ordering
   *   put:   write node, CAS head (volatile)           pairs with   takeAll: headAcquire, read nodes
   *   idle:  write consumed, CAS head to IDLE          pairs with   put: CAS head from IDLE, read consumed, write seq
   *   take:  write seq if UNKNOWN, write consumed      pairs with   number: read consumed, read seq
   *   Turn n ends with a CAS of head or a hand-over through a run queue, and turn n + 1 begins after the matching read:
   *   so turn n happens-before turn n + 1.
   *
   * Invariants
   *   M1  a message put once is taken once, in order of its sender   MailboxTest.everyMessageIsTakenOnceAndInOrder
   *   M2  head is IDLE exactly when no thread will run the agent     MailboxTest.onlyThePutThatFindsItIdleSchedules
   *   M3  depth seen by a sender >= true depth                       MailboxTest.depthIsNeverUnderestimated
   *   M3a the same holds exactly where numbers wrap                  MailboxTest.numbersWrapUnseen
   *   M4  taken nodes keep neither message nor successor alive       MailboxTest.takenNodesAreCleared
   *
   * Progress
   *   put is lock-free, take is wait-free; there is no moment in which a message is counted but not yet linked.
   *
   * References
   *   CAF, intrusive/lifo_inbox.hpp (a stack that the reader reverses, markers as states); V. Klang's minimalist actor
   *   (the head is the scheduling flag); NBBQ of plokhotnyuk/actors (depth from sequence numbers). Differs: the reader
   *   takes without an atomic operation and leaves the newest node in place.
   */
  protected static final Node IDLE = new Node(null);
  private static final Node BORN_AWAKE = new Node(null); // head only once, at the beginning
  protected static final Node CLOSED = new Node(null);

  /** The number of a node that has none yet, or never gets one: see Structure. */
  private static final int UNKNOWN = 0;

  private Node head;
  private @Nullable Node pending;
  private int consumed;

  protected MailboxHead(boolean awake) {
    // Plain: other threads learn of the agent by a later release.
    head = awake ? BORN_AWAKE : IDLE;
  }

  // For senders.

  protected final Node headAcquire() {
    return (Node) HEAD.getAcquire(this);
  }

  /**
   * The number of a message that is put behind {@code head}. A message that comes to an idle
   * mailbox may get another one.
   *
   * @param consumed read after {@code head}
   */
  protected static int nextSeq(Node head, int consumed) {
    return plus(head == IDLE ? consumed : number(head, consumed), 1);
  }

  private static int plus(int number, int step) {
    int sum = number + step;
    return sum == UNKNOWN ? sum + 1 : sum;
  }

  /** The count of messages taken after {@code consumed}, with one more. */
  protected static int following(int consumed) {
    return plus(consumed, 1);
  }

  /**
   * How many numbers there are from {@code consumed} to {@code seq}; zero or less if {@code seq} is
   * not a later one. Where numbers wrap, the plain difference may be one more.
   */
  protected static int distance(int seq, int consumed) {
    int difference = seq - consumed;
    return difference > 0 && Integer.compareUnsigned(seq, consumed) < 0
        ? difference - 1
        : difference;
  }

  /** The number of {@code head}; {@code consumed} was read after it. */
  private static int number(Node head, int consumed) {
    int seq = head.seq;
    return seq != UNKNOWN ? seq : computeSeq(head, consumed);
  }

  private static int computeSeq(Node head, int consumed) {
    boolean nothing = head.message == null;
    // Pairs with the fence in takeAll(): if head is taken or counted in `consumed`, it has a
    // number.
    VarHandle.acquireFence();
    int seq = (int) SEQ.getOpaque(head);
    return seq != UNKNOWN ? seq : nothing ? consumed : plus(consumed, head.step());
  }

  /** Gives {@code node}, which came to an idle mailbox and is not taken yet, its number. */
  void numberFirst(Node node) {
    int count = consumedOpaque();
    VarHandle.acquireFence(); // as in computeSeq()
    if ((int) SEQ.getOpaque(node) == UNKNOWN) {
      SEQ.setOpaque(node, plus(count, node.step()));
    }
  }

  /** Puts {@code node} behind {@code expected}; false if that is not the head any more. */
  protected final boolean put(Node expected, Node node, int seq) {
    node.link = expected;
    node.seq = expected == IDLE ? UNKNOWN : seq;
    return putBehind(expected, node);
  }

  /** The number of {@code node}, to be put behind {@code head}. */
  protected final int nextSeq(Node head, Node node) {
    return plus(nextSeq(head, consumedOpaque()) - 1, node.step());
  }

  /** As {@link #put(Node, Node, int)}, for a plain message. */
  protected final boolean putPlain(Node expected, Object message, int seq) {
    return putBehind(expected, new Node(message, expected, expected == IDLE ? UNKNOWN : seq));
  }

  private boolean putBehind(Node expected, Node node) {
    if (!HEAD.compareAndSet(this, expected, node)) {
      return false;
    }
    if (expected == IDLE) {
      try {
        numberFirst(node);
      } catch (StackOverflowError e) {
        // It is put; the thread that takes it numbers it.
      }
    }
    return true;
  }

  /**
   * From idle to awake; false if it is not idle. A caller that gets true must schedule the agent.
   */
  protected final boolean wakeIfIdle() {
    return headAcquire() == IDLE && HEAD.compareAndSet(this, IDLE, marker());
  }

  /**
   * A node without a message. If there is no memory it tries until there is, because the agent must
   * be woken.
   */
  private static Node marker() {
    for (; ; ) {
      try {
        return new Node(null);
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait();
      }
    }
  }

  /**
   * Messages waiting behind {@code consumed}, which was read after {@code head}, up to and
   * including that.
   */
  protected static int depth(Node head, int consumed) {
    return Math.max(0, distance(number(head, consumed), consumed));
  }

  @Override
  protected final int position() {
    return consumedOpaque();
  }

  protected final int consumedOpaque() {
    return (int) CONSUMED.getOpaque(this);
  }

  // For the thread that runs the agent.

  /**
   * The nodes that were put since the last time, in order, for a head that is not {@linkplain
   * #isTaken taken}.
   */
  protected final Node takeAll(Node newest) {
    // Markers and taken nodes have no message: the new nodes begin there.
    Node first = takeUpTo(newest, null);
    if (first == null) {
      throw new AssertionError("nothing to take");
    }
    if ((int) SEQ.getOpaque(first) == UNKNOWN) {
      numberFirst(first);
      // A thread that sees that it is taken also sees its number; pairs with the fence in
      // computeSeq().
      VarHandle.releaseFence();
    }
    return first;
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

  /**
   * Whether {@code node} counts as a message taken: not if it was counted before, nor if it takes
   * no room.
   */
  protected static boolean isCounted(Node node) {
    return node.getClass() == Node.class || node.isCounted();
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

  /**
   * Goes idle if nothing came after {@code newest}. A caller that gets true has given up the agent.
   */
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

  /** Whether nothing is in it and no thread is about to look. Any thread; may be old at once. */
  public final boolean restsNow() {
    return headAcquire() == IDLE;
  }

  /**
   * Messages in the mailbox and in the running batch, without the runtime's own events. Exact only
   * while the agent does not run.
   */
  protected final int messagesWaiting() {
    int count = 0;
    Node end = null;
    for (Node node = pending; node != null; node = node.link) {
      count += node.isMessage() ? 1 : 0;
      end = node;
    }
    // The end of the batch has its message still, but is counted.
    for (Node node = headAcquire();
        node != null && node != end && node.message != null;
        node = node.link) {
      count += node.isMessage() ? 1 : 0;
    }
    return count;
  }

  protected final @Nullable Node pending() {
    return pending;
  }

  protected final void setPending(@Nullable Node node) {
    pending = node;
  }

  /** Returns what was pending, and empties it. */
  protected final @Nullable Node takePending() {
    Node batch = pending;
    if (batch != null) {
      pending = null;
    }
    return batch;
  }

  /** Adds to what is pending what was put since; for an agent that leaves messages there. */
  protected final void takeMore() {
    Node newest = headAcquire();
    Node last = pending;
    if (last == null) {
      pending = isTaken(newest) ? null : takeAll(newest);
      return;
    }
    while (last.link != null) {
      last = last.link;
    }
    if (last != newest && !isTaken(newest)) {
      last.link = takeUpTo(newest, last);
    }
  }

  /** Removes the first pending node whose message is {@code wanted}; null if there is none. */
  protected final @Nullable Node removePending(Predicate<@Nullable Object> wanted) {
    Node before = null;
    for (Node node = pending; node != null; node = node.link) {
      if (wanted.test(node.message)) {
        if (before == null) {
          pending = node.link;
        } else {
          before.link = node.link;
        }
        return node;
      }
      before = node;
    }
    return null;
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
  private static final VarHandle SEQ;

  static {
    try {
      var lookup = MethodHandles.lookup();
      HEAD = lookup.findVarHandle(MailboxHead.class, "head", Node.class);
      CONSUMED = lookup.findVarHandle(MailboxHead.class, "consumed", int.class);
      SEQ = lookup.findVarHandle(Node.class, "seq", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
