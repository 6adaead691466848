package io.leanagentic.internal.agent;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentProfile;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.BurstLimitException;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.Terminated;
import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import io.leanagentic.capability.sanitizer.ObjectOwner;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.await.Answer;
import io.leanagentic.internal.await.Asker;
import io.leanagentic.internal.mailbox.EnvelopeNode;
import io.leanagentic.internal.mailbox.Node;
import io.leanagentic.internal.mailbox.StashedNode;
import io.leanagentic.internal.mailbox.UncountedNode;
import io.leanagentic.internal.profile.Profile;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.spi.Turn;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A handler agent: its address, its mailbox, its state and its turn in one object of 64 bytes, or
 * of 56 with compact object headers.
 *
 * @param <M> the messages it understands
 */
public sealed class AgentCell<M> extends AgentContextBase<M>
    implements AgentRef<M>, AgentContext<M>, Turn, CapacityWaiters.Waiter, ObjectOwner, Asker
    permits LoopAgentCell {
  /*
   * A turn: look at the state word if it has something (attend), then handle messages (drain) until the mailbox is empty, the
   * budget is spent, or the agent did something that ends the batch. While a batch is handled no field of this object is touched,
   * so senders, which write to the same cache line, do not slow it down: progress is kept in the worker's frame.
   *
   * A failure leaves `drain` or `attend` as an exception, after they have stored how far they were, and ends in supervision.
   */
  private static final long HEAVY_NANOS = 20_000;
  private static final int SAMPLE_MASK = 63; // one turn in 64

  @Nullable Profile profile;

  AgentCell(
      AgentSettings settings,
      ParentAgent parent,
      Object origin,
      @Nullable Behavior<M> behavior,
      boolean awake,
      int state) {
    super(settings, parent, origin, behavior, awake, state);
  }

  @Override
  public final AgentCell<M> self() {
    return this;
  }

  // Sending.

  @Override
  public final Delivery send(M message, Duration timeout) {
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(timeout, "timeout");
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout is " + timeout + "; allowed: zero or more");
    }
    MessageChecks.leaves(this, message);
    Frame frame = settings.core.frame();
    if (frame == null) {
      settings.core.beforeBlocking("send");
    } else if (!frame.mayBlock) {
      throw new IllegalStateException(
          "send would make the worker of "
              + frame.current()
              + " wait; use signal in a handler agent");
    }
    if ((frame == null && settings.core.intakeClosed()) || isDropping()) {
      return deliver(message, null);
    }
    AgentCell<?> sender = frame == null ? null : (AgentCell<?>) frame.current();
    Answer<?> handedOn =
        frame == null || sender == null ? null : Questions.handOn(sender, frame, message, null);
    Delivery delivery =
        Backpressure.waitForRoom(this, sender, message, handedOn, Durations.nanos(timeout));
    if (delivery != Delivery.REJECTED) {
      settings.core.countSignal();
    } else if (sender != null && handedOn != null) {
      Questions.keep(sender, handedOn);
    }
    return delivery;
  }

  private boolean isDropping() {
    return switch (settings.config.mailbox().overflow()) {
      case REJECT -> false;
      case DROP_OLDEST, DROP_NEWEST -> true;
    };
  }

  @Override
  public final <R> Await<R> ask(Function<? super Reply<R>, ? extends M> message, Duration timeout) {
    return ask(message, timeout, true);
  }

  @Override
  public final <R> Await<R> tryAsk(
      Function<? super Reply<R>, ? extends M> message, Duration timeout) {
    return ask(message, timeout, false);
  }

  private <R> Await<R> ask(
      Function<? super Reply<R>, ? extends M> message, Duration timeout, boolean patient) {
    Objects.requireNonNull(message, "message");
    var answer = new Answer<R>(settings.core, this, timeout);
    M question;
    try {
      question = Objects.requireNonNull(message.apply(answer), "message made from the reply");
      MessageChecks.leaves(this, question);
    } catch (Throwable t) {
      answer.cancel();
      throw t;
    }
    answer.askedBy(question);
    try {
      if (deliver(question, answer, patient) == Delivery.REJECTED) {
        answer.fail(new IllegalStateException("the mailbox of " + path() + " is full"));
      }
    } catch (BurstLimitException e) {
      answer.cancel();
      throw e;
    }
    return answer;
  }

  /** Puts a signal of this agent aside until its target has room. In this agent's turn. */
  final Delivery defer(
      Frame frame, AgentCell<?> target, Object message, @Nullable Answer<?> answer) {
    Outbox box = outbox();
    if (box.size() >= settings.config.burst()) {
      throw settings.core.burstIsTooLong(this, target, message);
    }
    if (!box.add(this, target, message, answer)) {
      return target.refuse(message, answer, Delivery.STOPPED, Reason.STOPPED);
    }
    frame.attention = true;
    frame.outboxInUse = true;
    if (!is(OUTBOX)) {
      set(OUTBOX);
    }
    return Delivery.DEFERRED;
  }

  /**
   * What the sanitizer behind the checker walks through: the behavior, or the lambda of the loop.
   */
  @Override
  public final @Nullable Object heldState() {
    return behavior != null ? behavior : origin;
  }

  /** Itself, if it may wait for what it asks by a continuation. */
  public @Nullable Asker asker() {
    return this;
  }

  @Override
  public void cameUnattended(AbstractAwait<?> await) {
    for (; ; ) {
      try {
        // It takes no room: an agent that joins may be far from its mailbox, and ask much.
        putNode(new UncountedNode(new Arrival(await)));
        return;
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait(); // the answer is out, and nobody else gives it its place
      }
    }
  }

  /** As {@link #putEvent}; waits if there is no memory: nobody else brings what the event does. */
  final boolean putSurely(Event event) {
    for (; ; ) {
      try {
        return putEvent(event);
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait();
      }
    }
  }

  // Turns.

  @Override
  protected final int priority() {
    return settings.priority;
  }

  @Override
  protected void schedule() {
    if (settings.blocking) {
      settings.core.runOnVirtualThread(this);
    } else {
      settings.core.submit(this);
    }
  }

  @Override
  public final AgentRef<?> agent() {
    return this;
  }

  @Override
  public final void run() {
    settings.core.runHere(this);
  }

  @Override
  public void granted(CapacityWaiters.Place place) {
    onCapacity();
  }

  /** There may be room where it waits. */
  final void onCapacity() {
    coldState().roomIsNear = true;
    wakeForControl();
    wakeInPlace();
  }

  @Override
  protected void run(Frame frame) {
    if ((stateAcquire() & (ATTENTION | SLOW | KEEPS)) != 0
        || (frame.turns & SAMPLE_MASK) == 0
        || frame.mayBlock
        || !runOne(frame)) {
      try {
        runMany(frame);
      } finally {
        if (frame.admittedTo != null) {
          Backpressure.endAdmission(frame);
        }
      }
    }
  }

  /**
   * The most frequent turn, with nothing besides: one plain message came to an idle agent, and no
   * other until it is handled.
   *
   * @return whether the turn is over
   */
  @SuppressWarnings("unchecked")
  private boolean runOne(Frame frame) {
    Node node = headAcquire();
    if (!isOnlyPlain(node)) {
      return false;
    }
    Object message = take(node);
    int taken = count(consumedOpaque());
    frame.advance(taken);
    try {
      Objects.requireNonNull(behavior).receive(this, (M) message);
      if (CapabilitySanitizer.OWNER) {
        CapabilitySanitizer.handled(this);
      }
    } catch (Throwable t) {
      setConsumedOpaque(taken);
      frame.handled++;
      Lifecycle.failed(this, t);
      return false;
    }
    setConsumedOpaque(taken);
    frame.handled++;
    touchIdleTimeout();
    long observed = frame.takeObserved();
    if (observed != 0) {
      sample(1, taken, observed, 0);
    }
    if (!frame.attention && goIdle(node)) {
      afterIdle();
      return true;
    }
    return false;
  }

  /** It has not got a thread of its own: a worker that has it in hand is to try again. */
  public final void runsOnAnyThread() {
    set(CONTROL); // so that it looks
  }

  /** Whether the calling thread is not its own, and it needs one. */
  final boolean lacksThread(Frame frame) {
    return settings.threaded && !frame.mayBlock && !is(ABORTED);
  }

  private void runMany(Frame frame) {
    if (lacksThread(frame)) {
      settings.core.runOnVirtualThreadAfterAll(this);
      return;
    }
    frame.left = settings.budget;
    if (is(KEEPS)) {
      Questions.look(this);
    }
    for (; ; ) {
      try {
        frame.outboxInUse = is(OUTBOX | KEEPS);
        if (frame.attention) {
          frame.attention = false;
          Thread.interrupted(); // what one message left behind must not reach the next
        }
        while ((stateAcquire() & ATTENTION) != 0) {
          if (is(PRESSURED | WAITERS)) {
            Backpressure.relieve(this); // it may park now: those who wait for it must not
          }
          if (!Lifecycle.attend(this, frame)) {
            return;
          }
          frame.outboxInUse = is(OUTBOX | KEEPS);
          frame.attention = false;
          Thread.interrupted();
          frame.left--; // what it attends to is work too
          if (frame.left <= 0 && yieldTurn(frame)) {
            return;
          }
        }
        if (drain(frame)) {
          return;
        }
      } catch (Throwable t) {
        Thread.interrupted();
        Questions.failed(frame, t);
        Lifecycle.failed(this, t);
        frame.left--; // else failures, and restarts, have no end
        if (frame.left <= 0 && yieldTurn(frame)) {
          return;
        }
      }
    }
  }

  /** The budget is spent: lets others run first. Returns whether the turn is over. */
  private boolean yieldTurn(Frame frame) {
    if (frame.mayBlock) { // a virtual thread of its own goes on
      frame.left = settings.budget;
      frame.shareCarrier();
      return false;
    }
    if (frame.worker != null) {
      frame.worker.requeue(this);
    } else {
      schedule();
    }
    return true;
  }

  /**
   * Handles messages; returns whether the turn is over, false if the state word wants attention.
   */
  @SuppressWarnings("unchecked")
  private boolean drain(Frame frame) throws Exception {
    AgentSettings s = settings;
    Profile known = profile;
    int mean = known == null ? 0 : known.meanNanos();
    int stride = mean == 0 ? 1 : mean <= s.cheapNanos ? s.budget : strideFor(mean);
    if (mean > HEAVY_NANOS) {
      frame.beHeavy();
    }
    long sampledFrom = 0;
    long cpuFrom = 0;
    if ((frame.turns & SAMPLE_MASK) == 0 || mean > HEAVY_NANOS) {
      cpuFrom = mean > HEAVY_NANOS ? s.core.cpuNanos() : 0;
      sampledFrom = s.core.clock().nanoTime();
    }

    Behavior<M> current = Objects.requireNonNull(behavior);
    Node batch = pending();
    if (batch != null) {
      setPending(null);
    }
    int begin = consumedOpaque();
    int taken = begin;
    int left = frame.left;
    int untilClock = stride;
    long budgetFrom = mean > HEAVY_NANOS ? sampledFrom : 0;
    int events = 0;
    Node node = null;
    try {
      for (; ; ) {
        if (batch == null) {
          if (taken != begin) {
            setConsumedOpaque(taken);
          }
          Node newest = headAcquire();
          if (isTaken(newest)) {
            finishTurn(frame, distance(taken, begin), events, taken, sampledFrom, cpuFrom);
            sampledFrom = 0;
            if (goIdle(newest)) {
              afterIdle();
              return true;
            }
            begin = taken; // something came meanwhile; what is counted is counted
            events = 0;
            continue;
          }
          if (is(PRESSURED | WAITERS)) {
            Backpressure.relieve(this);
          }
          batch = takeAll(newest);
          if (known != null && batch != newest && !is(LAST_SENT)) {
            known.sampleDepth(depth(newest, taken));
          }
        }
        node = batch;
        batch = next(node);
        Object message = take(node);
        if (isCounted(node)) {
          taken = count(taken);
        }
        frame.advance(taken);
        if (frame.mayBlock && !(message instanceof Event) && !(node instanceof StashedNode)) {
          tellRoom(taken);
        }
        if (node.getClass() == Node.class) {
          current.receive(this, (M) message);
        } else if (message instanceof Event event) {
          if (taken - begin > events + (isCounted(node) ? 1 : 0)) {
            touchIdleTimeout(); // messages came before this event
          }
          if (isCounted(node)) {
            events++;
            noteEvent();
          }
          setPending(batch);
          setConsumedOpaque(taken);
          batch = null;
          event.apply(this);
          batch = pending();
          setPending(null);
        } else {
          if (node instanceof StashedNode) {
            events--; // it was counted when it came
          } else if (node instanceof EnvelopeNode traced && traced.sentNanos != 0) {
            s.core.waited(s.core.clock().nanoTime() - traced.sentNanos);
          }
          Questions.begin(this, frame, ((EnvelopeNode) node).answer);
          current.receive(this, (M) message);
          Questions.end(this, frame);
        }
        if (CapabilitySanitizer.OWNER) {
          CapabilitySanitizer.handled(this);
        }
        left--; // also for a message that asks for attention: who always does must yield too
        if (frame.attentionOpaque() || (frame.mayBlock && isAbortedBetween())) {
          break;
        }
        if (left <= 0) {
          if (!is(PRESSURED)) {
            break;
          }
          // Senders wait for this agent: it goes on until they need not, within its budget of time.
          long now = s.core.clock().nanoTime();
          if (budgetFrom == 0) {
            budgetFrom = now;
          } else if (now - budgetFrom > s.budgetNanos) {
            break;
          }
          left = s.budget;
          setConsumedOpaque(taken);
          Backpressure.relieve(this);
        }
        if (--untilClock == 0) {
          long now = s.core.clock().nanoTime();
          if (budgetFrom == 0) {
            budgetFrom = now;
          } else if (now - budgetFrom > s.budgetNanos) {
            if (mean == 0 && sampledFrom == 0) { // as if the first had taken as long as the others
              sampledFrom = budgetFrom - (now - budgetFrom) / Math.max(1, taken - begin - 1);
            }
            break;
          } else if (mean == 0) {
            stride *= 2; // nobody knows yet how long its messages take: look soon, then less often
          }
          untilClock = stride;
        }
      }
    } catch (Throwable t) {
      frame.left = left;
      setPending(concat(pending(), batch));
      setConsumedOpaque(taken);
      finishTurn(frame, distance(taken, begin), events, taken, 0, 0);
      throw t;
    }
    frame.left = left;
    setPending(concat(pending(), batch));
    setConsumedOpaque(taken);
    finishTurn(frame, distance(taken, begin), events, taken, sampledFrom, cpuFrom);
    if (is(PRESSURED | WAITERS)) {
      Backpressure.relieve(this);
    }
    if (frame.attention && left > 0) {
      return false;
    }
    return yieldTurn(frame);
  }

  /**
   * It may wait in the middle of its turn: who waits for it must not, and who looks for a cycle
   * must see its room. No worker's frame tells them how far it is.
   */
  final void tellRoom(int taken) {
    setConsumedOpaque(taken);
    VarHandle
        .fullFence(); // pairs with that of who waits: it writes the state, then reads the count
    if (is(PRESSURED | WAITERS)) {
      Backpressure.relieve(this);
    }
  }

  /**
   * Between two messages on a virtual thread, which cannot call for attention when it is
   * interrupted, as a worker does.
   */
  private boolean isAbortedBetween() {
    Thread.interrupted();
    return is(ABORTED);
  }

  /** How many messages to handle between two looks at the clock. */
  private int strideFor(int meanNanos) {
    return (int) Math.max(1, settings.budgetNanos / 4 / meanNanos);
  }

  final void touchIdleTimeout() {
    ColdState x = coldStateOrNull();
    if (x != null && x.idleTimeout != null) {
      x.idleTimeout.touch();
    }
  }

  private void finishTurn(
      Frame frame, int messages, int events, int taken, long sampledFrom, long cpuFrom) {
    frame.handled += messages - events;
    if (frame.mayBlock) {
      settings.core.countHandled(frame); // its turn may last as long as it has messages
    }
    if (messages > events) {
      touchIdleTimeout();
    }
    long seenByWatchdog = frame.takeObserved();
    if (messages > 0 && (sampledFrom != 0 || seenByWatchdog != 0)) {
      sample(messages, taken, sampledFrom != 0 ? sampledFrom : seenByWatchdog, cpuFrom);
    }
  }

  private void sample(int messages, int taken, long from, long cpuFrom) {
    long now = settings.core.clock().nanoTime();
    Profile p = profile;
    if (p == null) {
      try {
        p = new Profile(from, taken - messages);
      } catch (OutOfMemoryError e) {
        return; // not worth a failure
      }
      profile = p;
    }
    p.sample(messages, now - from, now, taken);
    p.sampleDepth(Math.min(messages, bound())); // a turn may handle more, as they come
    if (p.meanNanos() > HEAVY_NANOS != is(SLOW)) {
      if (is(SLOW)) {
        clear(SLOW);
      } else {
        set(SLOW);
      }
    }
    if (cpuFrom != 0) {
      p.sampleIntensity((double) (settings.core.cpuNanos() - cpuFrom) / Math.max(1, now - from));
    }
  }

  /** Something was taken that is no message. In the agent's turn. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
  final void noteEvent() {
    coldState().events++;
  }

  /**
   * This agent is given up: others may be running it already, so nothing that is thrown here is its
   * failure.
   */
  private void afterIdle() {
    // Pairs with control() and CapacityWaiters.add(): they write the state, then look at the head.
    int s = stateVolatile();
    if ((s & (CONTROL | PRESSURED | WAITERS)) != 0) {
      try {
        if ((s & (PRESSURED | WAITERS)) != 0) {
          Backpressure.relieve(this);
        }
        if ((s & CONTROL) != 0) {
          wakeForControl();
        }
      } catch (OutOfMemoryError e) {
        wakeForControl(); // it tries again, in a turn
      }
    }
  }

  /** Handles one message that does not come out of a node. In this agent's turn. */
  void handle(Object message) throws Exception {
    @SuppressWarnings("unchecked")
    M typed = (M) message;
    Objects.requireNonNull(behavior).receive(this, typed);
    touchIdleTimeout();
  }

  /** Tells the behavior of an end it watches. */
  void terminated(Terminated terminated) throws Exception {
    Objects.requireNonNull(behavior).onTerminated(this, terminated);
    touchIdleTimeout();
  }

  /** A behavior to begin with: a new one, or the lambda that the agent was spawned with. */
  @SuppressWarnings("unchecked")
  final Behavior<M> freshBehavior() {
    if (is(LAMBDA)) {
      return (Behavior<M>) Objects.requireNonNull(origin);
    }
    var factory = (Supplier<? extends Behavior<M>>) Objects.requireNonNull(origin);
    return Objects.requireNonNull(
        factory.get(), () -> "the factory of " + path() + " returned null");
  }

  @Nullable Node closeMailbox() {
    Node rest = pending();
    setPending(null);
    return close(rest);
  }

  static @Nullable Node following(Node node) {
    return next(node);
  }

  static Object emptied(Node node) {
    return take(node);
  }

  /**
   * Messages that wait here: in the mailbox, the stash and the outbox. Exact only while the agent
   * does not run.
   */
  final long waiting() {
    long sum = (long) messagesWaiting() + DropOldestQueue.size(this);
    ColdState x = coldStateOrNull();
    if (x != null) {
      sum += x.stash == null ? 0 : x.stash.size();
      sum += x.outbox == null ? 0 : x.outbox.size();
    }
    return sum;
  }

  // Introspection.

  @Override
  public final AgentProfile profile() {
    Profile p = profile;
    int count = consumedOpaque();
    int depth = roughDepth();
    if (p == null) {
      return new AgentProfile(handled(count), 0, 0, 1, depth, depth);
    }
    return new AgentProfile(
        handled(count),
        p.meanNanos(),
        p.messagesPerSecond(settings.core.clock().nanoTime(), count),
        p.cpuIntensity(),
        depth,
        Math.max(depth, p.peakDepth()));
  }

  /** How many signals of one turn may wait for room. */
  public final int burst() {
    return settings.config.burst();
  }

  /** Counts a refusal; returns whether it is the first since the mailbox was relieved. */
  public final boolean refusedLoudly() {
    return coldState().refused();
  }

  /** How many refusals were counted since the last time. */
  public final int takeRefusals() {
    return coldState().takeRefusals();
  }

  /** The most messages the mailbox takes at present. */
  public final int bound() {
    ColdState x = coldStateOrNull();
    return settings.capacity + (x == null ? 0 : x.growth);
  }

  @Override
  public final String toString() {
    return path();
  }
}
