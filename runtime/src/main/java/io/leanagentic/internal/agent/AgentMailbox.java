package io.leanagentic.internal.agent;

import io.leanagentic.Delivery;
import io.leanagentic.OverflowPolicy;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import io.leanagentic.internal.await.Along;
import io.leanagentic.internal.await.Answer;
import io.leanagentic.internal.mailbox.ControlNode;
import io.leanagentic.internal.mailbox.EnvelopeNode;
import io.leanagentic.internal.mailbox.Node;
import io.leanagentic.internal.mailbox.StopNode;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.StackProbe;
import io.leanagentic.internal.scheduler.Worker;
import io.leanagentic.spi.Gate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The part of an agent that senders touch: the path of a signal into its mailbox. */
public abstract class AgentMailbox<M> extends AgentState {
  /** How many sequence numbers there are before they repeat: all but 0. */
  private static final long NUMBERS = (1L << 32) - 1;

  /**
   * For a sender that was granted no room: the waiters in line come first, see {@link
   * CapacityWaiters}.
   */
  static final int OUTSIDER = -1;

  /** For a sender that was granted room: the capacity is the bound. */
  static final int GRANTED = 0;

  final AgentSettings settings;

  AgentMailbox(AgentSettings settings, boolean awake, int state) {
    super(awake, state);
    this.settings = settings;
  }

  public abstract AgentCell<M> self();

  public final Delivery signal(M message) {
    return signal(message, true);
  }

  public final Delivery trySignal(M message) {
    return signal(message, false);
  }

  private Delivery signal(M message, boolean patient) {
    Objects.requireNonNull(message, "message");
    Worker worker = Worker.current();
    AgentSettings s = settings;
    if (CapabilitySanitizer.TYPES
        && (CapabilitySanitizer.DEEP
            || worker == null
            || !worker.frame.knowsSendable(message.getClass()))) {
      MessageChecks.leaves(this, worker, message);
    }
    // A worker of another runtime is outside as well.
    if ((worker == null || worker.scheduler() != s.local)
        ? s.host.guardsIntake()
        : worker.frame.outboxInUse) {
      return deliver(message, null, patient);
    }
    for (; ; ) {
      Node newest = headAcquire();
      if (newest == CLOSED) {
        return deliver(message, null, patient);
      }
      int consumed = consumedOpaque();
      int seq = nextSeq(newest, consumed);
      if (seq - consumed >= s.fastDepth || (seq & s.sampleMask) == 0) {
        return deliver(message, null, patient);
      }
      if (put(newest, null, message, seq, worker)) {
        return Delivery.ACCEPTED;
      }
    }
  }

  /**
   * Puts {@code node}, or if it is null a plain {@code message}, and schedules the agent if it was
   * idle; false if {@code newest} is not the head any more.
   */
  private boolean put(
      Node newest, @Nullable Node node, Object message, int seq, @Nullable Worker worker) {
    if (newest == IDLE && worker == null) {
      StackProbe.check(false); // on a worker, its frame can note it instead: see below
    }
    boolean put = node == null ? putPlain(newest, message, seq) : put(newest, node, seq);
    if (put && newest == IDLE) {
      try {
        scheduleFrom(worker);
      } catch (Throwable t) { // stack or heap is exhausted just here
        if (worker == null) {
          throw t;
        }
        Frame to = worker.frame;
        to.stranded = new @Nullable Object[] {this, to.stranded, this};
      }
    }
    return put;
  }

  /** Schedules an agent that begins its life with a turn; as {@link #put} does after a message. */
  final void scheduleAtBirth() {
    Worker worker = Worker.current();
    try {
      schedule();
    } catch (Throwable t) { // stack or heap is exhausted just here
      if (worker == null) {
        throw t;
      }
      Frame to = worker.frame;
      to.stranded = new @Nullable Object[] {this, to.stranded, this};
    }
  }

  private void scheduleFrom(@Nullable Worker worker) {
    if (worker != null && worker.scheduler() == settings.local) {
      worker.scheduleLocal(this);
    } else {
      schedule();
    }
  }

  /** The path of a signal that the fast path does not handle. */
  final Delivery deliver(Object message, @Nullable Answer<?> answer) {
    return deliver(message, answer, true);
  }

  /**
   * As above.
   *
   * @param patient whether the sender defers or waits if the mailbox is full; else that is a
   *     rejection
   */
  final Delivery deliver(Object message, @Nullable Answer<?> answer, boolean patient) {
    Gate gate = settings.gate;
    if (gate == null) {
      return deliverNow(message, answer, patient);
    }
    gate.beginReach(self());
    try {
      return deliverNow(message, answer, patient);
    } finally {
      gate.endReach();
    }
  }

  private Delivery deliverNow(Object message, @Nullable Answer<?> answer, boolean patient) {
    settings.host.touched(this);
    Frame frame = settings.host.frame();
    AgentCell<?> sender = frame == null ? null : (AgentCell<?>) frame.current();
    Answer<?> handedOn =
        sender == null
            ? null
            : Questions.handOn(sender, Objects.requireNonNull(frame), message, answer);
    Delivery delivery;
    try {
      Answer<?> asked = answer != null ? answer : handedOn;
      delivery =
          deliverFrom(frame, message, Along.of(asked, settings.host.pairsOf(frame)), patient);
    } catch (Throwable t) {
      if (frame != null && handedOn != null) {
        frame.question = handedOn; // it fails together with the turn that could not hand it on
      }
      throw t;
    }
    if (delivery != Delivery.REJECTED) {
      settings.reports.countSignal();
      if (delivery.isTaken()) {
        settings.host.sent(self(), message);
      }
    } else if (sender != null && handedOn != null) {
      Questions.keep(sender, handedOn); // its message still belongs to the sender
    }
    return delivery;
  }

  private Delivery deliverFrom(
      @Nullable Frame frame, Object message, @Nullable Along along, boolean patient) {
    AgentCell<?> sender = frame == null ? null : (AgentCell<?>) frame.current();
    if (sender == null && settings.host.intakeClosed()) {
      return refuse(message, along, Delivery.STOPPED, Reason.STOPPED);
    }
    OverflowPolicy overflow = settings.config.mailbox().overflow();
    if (overflow == OverflowPolicy.DROP_OLDEST) {
      return DropOldestQueue.offer(self(), message, along);
    }
    boolean own = sender == this;
    boolean behind =
        frame != null
            && frame.outboxInUse
            && sender != null
            && !own
            && sender.is(OUTBOX)
            && sender.outbox().has(self())
            && !is(LAST_SENT);
    Delivery delivery =
        behind
            ? null
            : tryPut(message, along, own ? settings.config.burst() : allowance(sender, frame));
    if (delivery == Delivery.STOPPED) {
      return refuse(message, along, Delivery.STOPPED, Reason.STOPPED);
    }
    if (delivery != null) {
      return delivery;
    }
    if (overflow == OverflowPolicy.DROP_NEWEST) {
      return refuse(message, along, Delivery.DROPPED, Reason.DROPPED_NEWEST);
    }
    if (frame == null || sender == null || !patient) {
      return reject(message, patient);
    }
    if (own) {
      throw Outbox.overflow(self(), self(), message);
    }
    if (frame.mayBlock) {
      return RoomWait.send(self(), sender, message, along, Long.MAX_VALUE);
    }
    return sender.defer(frame, self(), message, along);
  }

  private int allowance(@Nullable AgentCell<?> sender, @Nullable Frame frame) {
    return sender != null && frame != null && frame.admittedTo == this ? GRANTED : OUTSIDER;
  }

  /**
   * Refuses {@code message} for lack of room.
   *
   * @param loud whether the refusal is to be reported: the sender has not asked to be refused
   *     rather than wait
   */
  final Delivery reject(Object message, boolean loud) {
    if (CapabilitySanitizer.OWNER) {
      CapabilitySanitizer.returns(message);
    }
    if (is(WAITERS)) {
      coldState().waiters().refused();
    }
    settings.reports.rejected(self(), message, loud);
    return Delivery.REJECTED;
  }

  /** Makes a dead letter of {@code message}. */
  final Delivery refuse(Object message, @Nullable Along along, Delivery delivery, Reason reason) {
    settings.reports.deadLetter(self(), message, along, reason);
    return delivery;
  }

  /**
   * Puts a message if there is room, and schedules the agent if it was idle.
   *
   * @param allowance {@link #OUTSIDER}, {@link #GRANTED}, or how far beyond the capacity is fine
   * @return ACCEPTED, PRESSURED or STOPPED, or null if the mailbox is full
   */
  final @Nullable Delivery tryPut(Object message, @Nullable Along along, int allowance) {
    AgentSettings s = settings;
    for (; ; ) {
      Node newest = headAcquire();
      int state = stateAcquire();
      if (newest == CLOSED || (state & LAST_SENT) != 0) {
        return Delivery.STOPPED;
      }
      boolean shared = allowance == OUTSIDER && (state & WAITERS) != 0;
      int bound = shared ? s.shared : s.capacity;
      int consumed = consumedOpaque();
      int seq = nextSeq(newest, consumed);
      int depth = distance(seq, consumed);
      if (depth > bound) {
        depth = distance(seq, exactConsumed());
        if (depth > (shared ? bound : bound + Math.max(0, allowance) + growth())) {
          if (newest != headAcquire()) {
            continue;
          }
          return null;
        }
      }
      probe(newest);
      Node traced = null;
      if (along != null || (seq & s.sampleMask) == 0) {
        boolean sampled = (seq & s.sampleMask) == 0;
        long now = sampled ? Math.max(1, s.clock.nanoTime()) : 0;
        if (sampled) {
          s.host.sampled(self(), s.sampleMask + 1, now); // before the put, since it may throw
        }
        traced = new EnvelopeNode(message, now, along);
      }
      if (put(newest, traced, message, seq, Worker.current())) {
        return depth >= s.highWater ? pressed(depth) : Delivery.ACCEPTED;
      }
    }
  }

  private Delivery pressed(int depth) {
    if ((stateAcquire() & PRESSURED) == 0 && (set(PRESSURED) & PRESSURED) == 0) {
      settings.reports.pressure(self(), depth);
      if (exactDepth() <= settings.lowWater) {
        Backpressure.relieve(self()); // it was drained before the bit was set
      }
    }
    return Delivery.PRESSURED;
  }

  /**
   * Puts one of the runtime's own events among the messages, whatever the depth; false if the agent
   * has ended.
   */
  final boolean putEvent(Event event) {
    return putNode(new ControlNode(event));
  }

  /**
   * Puts a message that was taken before the agent was asked to stop, whatever the depth; false if
   * the agent has ended.
   */
  final boolean putLate(Object message, @Nullable Along along) {
    return putNode(new EnvelopeNode(message, 0, along));
  }

  /**
   * Admits only messages that were accepted before, and makes the agent end after them. Any thread.
   * A second call does nothing.
   */
  final void putLast() {
    StackProbe.check(false); // once LAST_SENT refuses messages, the end must follow
    if ((set(LAST_SENT) & LAST_SENT) != 0) {
      return;
    }
    while (!announceStop()) {
      Thread.onSpinWait(); // until there is memory for it
    }
    if (is(WAITERS)) {
      Backpressure.relieve(self()); // there will be no room for the waiters
    }
  }

  private boolean announceStop() {
    try {
      var now = new StopNode(StopEvent.INSTANCE); // made before others learn of it
      var later = new StopNode(StopEvent.ANNOUNCED);
      ColdState x = coldStateOrNull();
      CapacityWaiters waiters = x == null ? null : x.waitersOrNull();
      boolean atOnce = waiters == null || waiters.beginStop(self());
      putNode(atOnce ? now : later);
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  final boolean putNode(Node node) {
    Gate gate = settings.gate;
    if (gate == null) {
      return putNodeNow(node);
    }
    gate.beginReach(self());
    try {
      return putNodeNow(node);
    } finally {
      gate.endReach();
    }
  }

  private boolean putNodeNow(Node node) {
    settings.host.touched(this);
    for (; ; ) {
      Node newest = headAcquire();
      if (newest == CLOSED) {
        return false;
      }
      probe(newest);
      Worker worker = Worker.current();
      if (put(newest, node, node, nextSeq(newest, node), worker)) {
        try {
          if ((stateVolatile() & HOLDS) != 0) {
            wakeForControl(); // no put wakes an agent that holds back messages
          }
        } catch (StackOverflowError e) { // a caller that got it would put the node again
          if (worker == null) {
            throw e;
          }
          Frame to = worker.frame;
          to.stranded = new @Nullable Object[] {this, to.stranded, null};
        }
        return true;
      }
    }
  }

  /** Waking an idle agent that is not scheduled locally needs stack. */
  private void probe(Node newest) {
    if (newest == IDLE && settings.local == null) {
      StackProbe.check(settings.blocking || !settings.threaded);
    }
  }

  /** Makes the agent check its state again, wherever it is. */
  final void wakeForControl() {
    control(null);
  }

  @Override
  protected final void prod() {
    control(null);
  }

  /**
   * Adds a control event, unless that is null, for the agent to see before its next message. If
   * this throws, it has not.
   */
  void control(@Nullable Event event) {
    Gate gate = settings.gate;
    if (gate == null) {
      controlNow(event);
      return;
    }
    gate.beginReach(self());
    try {
      controlNow(event);
    } finally {
      gate.endReach();
    }
  }

  private void controlNow(@Nullable Event event) {
    settings.host.touched(this);
    Worker worker = Worker.current();
    if (worker == null) {
      StackProbe.check(settings.blocking);
    }
    boolean added = event == null;
    boolean runnable = false;
    try {
      if (event != null) {
        coldState().pushControl(event);
        added = true;
      }
      runnable = setControlAndUnpark() || wakeIfIdle();
      if (runnable) {
        schedule();
      }
    } catch (Throwable t) { // stack or heap is exhausted just here
      if (!added || worker == null) {
        throw t;
      }
      Frame to = worker.frame;
      to.stranded = new @Nullable Object[] {this, to.stranded, runnable ? this : null};
    }
  }

  final boolean isOpen() {
    return headAcquire() != CLOSED;
  }

  /** Messages waiting. May include those that the running turn has already taken. */
  final int roughDepth() {
    return (stateAcquire() & LAST_SENT) != 0 ? 0 : depth(headAcquire(), consumedOpaque());
  }

  /** Messages waiting at this moment. */
  final int exactDepth() {
    return depth(headAcquire(), exactConsumed());
  }

  /** Whether this agent may wait for another at present. */
  final boolean mayWait() {
    ColdState x = coldStateOrNull();
    return x != null && (x.waitsForRoomOf != null || x.waitsForAnswer != null);
  }

  /**
   * How many messages it has taken, modulo 2^32. May not yet include those that the running turn
   * has taken.
   */
  final int taken() {
    return consumedOpaque();
  }

  final boolean isFull() {
    return isOpen() && exactDepth() >= settings.capacity + growth();
  }

  /** The count of messages taken, exact also while a worker runs this agent. */
  private int exactConsumed() {
    return settings.host.takenBy(this, consumedOpaque());
  }

  /** As {@link #following}; notes where numbers wrap. In this agent's turn. */
  final int count(int consumed) {
    int next = consumed + 1;
    return next == 0 ? wrap(consumed) : next;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
  private int wrap(int consumed) {
    coldState().unnumbered += NUMBERS;
    return following(consumed);
  }

  /** Messages handled since the birth, given the count of those taken. */
  final long handled(int consumed) {
    ColdState x = coldStateOrNull();
    long first = Integer.toUnsignedLong(consumed);
    return x == null ? first : first + x.unnumbered;
  }

  private int growth() {
    ColdState x = coldStateOrNull();
    return x == null ? 0 : x.growth;
  }
}
