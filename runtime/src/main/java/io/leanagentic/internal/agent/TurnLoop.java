package io.leanagentic.internal.agent;

import io.leanagentic.Behavior;
import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import io.leanagentic.internal.mailbox.EnvelopeNode;
import io.leanagentic.internal.mailbox.Node;
import io.leanagentic.internal.mailbox.StashedNode;
import io.leanagentic.internal.profile.CpuTime;
import io.leanagentic.internal.profile.Profile;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.TurnBudget;
import io.leanagentic.spi.Gate;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The part of an agent that runs its turns. */
public abstract sealed class TurnLoop<M> extends AgentContextBase<M> permits AgentCell {
  /*
   * A turn looks at the state word if a bit is set (attend), then handles messages (drain) until the mailbox is empty,
   * the budget is spent, or the agent did something that ends the batch. From one message of a batch to the next it
   * touches no field of this object, because senders write to the same cache line and would slow it down: progress is
   * kept in the worker's frame.
   *
   * The most frequent turn, one plain message, has a path of its own (runOne). What each message needs is in one method
   * (drain), in local variables, so that method is longer than others. What only some messages need, or what is done
   * once per batch, is in methods beside it, which share its progress; so the class is longer than others, too.
   *
   * A failure leaves `drain` or `attend` as an exception, after they have stored their progress, and goes to
   * supervision.
   */
  private static final long HEAVY_NANOS = 20_000;
  private static final int SAMPLE_MASK = 63; // one turn in 64

  @Nullable Profile profile;

  TurnLoop(
      AgentSettings settings,
      ParentAgent parent,
      Object origin,
      @Nullable Behavior<M> behavior,
      boolean awake,
      int state) {
    super(settings, parent, origin, behavior, awake, state);
  }

  @Override
  protected void run(Frame frame) {
    if ((stateAcquire() & (ATTENTION | SLOW | KEEPS | PAUSES | GATED)) != 0
        || (frame.turns & SAMPLE_MASK) == 0
        || frame.mayBlock
        || !runOne(frame)) {
      Gate gate = frame.mayBlock ? null : settings.gate;
      if (gate != null) {
        gate.beginTurn(self());
      }
      try {
        runMany(frame);
      } finally {
        if (frame.admittedTo != null) {
          Backpressure.endAdmission(frame);
        }
        if (frame.mayBlock) {
          coldState().endWork();
        }
        frame.pairs = null;
        if (gate != null) {
          gate.endTurn();
        }
      }
    }
  }

  /**
   * The most frequent turn: one plain message has come to an idle agent, and no other comes until
   * it is handled.
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
      Objects.requireNonNull(behavior).receive(self(), (M) message);
      if (CapabilitySanitizer.OWNER) {
        CapabilitySanitizer.handled(self());
      }
    } catch (Throwable t) {
      setConsumedOpaque(taken);
      frame.handled++;
      Lifecycle.failed(self(), t);
      return false;
    }
    setConsumedOpaque(taken);
    frame.handled++;
    touchIdleTimeout();
    long observed = frame.takeObserved();
    if (observed != 0) {
      sample(1, taken, observed, 0);
    }
    if (frame.attention) {
      return false;
    }
    frame.ending();
    if (goIdle(node)) {
      afterIdle();
      return true;
    }
    frame.notEnding();
    return false;
  }

  /** This agent could not get a thread of its own: makes the worker that runs it next try again. */
  public final void runsOnAnyThread() {
    set(CONTROL); // so that it looks
  }

  /** Whether this agent needs a thread of its own, and the calling thread is not that. */
  final boolean lacksThread(Frame frame) {
    return settings.threaded && !frame.mayBlock && !is(ABORTED);
  }

  private void runMany(Frame frame) {
    if (lacksThread(frame)) {
      settings.host.runOnVirtualThreadAfterAll(self());
      return;
    }
    frame.left = settings.budget;
    if (is(KEEPS)) {
      Questions.look(self());
    }
    if (frame.mayBlock) {
      coldState().beginWork(); // before it reads the state: see abort()
    }
    for (; ; ) {
      try {
        frame.outboxInUse = is(OUTBOX | KEEPS);
        if (frame.attention) {
          frame.attention = false;
          frame.pairs = null; // what one message left behind must not reach the next
          Thread.interrupted();
        }
        while ((stateAcquire() & ATTENTION) != 0) {
          if (is(PRESSURED | WAITERS)) {
            Backpressure.relieve(self()); // it may park now: senders that wait for it must not
          }
          if (!Lifecycle.attend(self(), frame)) {
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
        frame.notEnding();
        Thread.interrupted();
        boolean givenUp = Questions.isGivenUp(frame, t);
        Questions.failed(frame, t);
        // If it blocks, it may have been interrupted in order to end.
        if (!givenUp && (!frame.mayBlock || !is(ABORTED))) {
          Lifecycle.failed(self(), t);
        }
        frame.pairs = null;
        frame.left--; // else failures and restarts would have no end
        if (frame.left <= 0 && yieldTurn(frame)) {
          return;
        }
      }
    }
  }

  /** The budget is spent: lets others run first. Returns whether the turn is over. */
  private boolean yieldTurn(Frame frame) {
    if (frame.mayBlock) { // a virtual thread of its own continues
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
    TurnBudget budget = frame.budget;
    int untilClock = beginBatch(frame);
    AgentCell<M> self = self();
    Behavior<M> current = Objects.requireNonNull(behavior);
    Node batch = takePending();
    int begin = consumedOpaque();
    int taken = begin;
    int left = frame.left;
    try {
      for (; ; ) {
        if (batch == null) {
          if (taken != begin) {
            setConsumedOpaque(taken);
          }
          Node newest = headAcquire();
          if (isTaken(newest)) {
            finishBatch(frame, distance(taken, begin), taken);
            frame.ending();
            if (goIdle(newest)) {
              afterIdle();
              return true;
            }
            frame.notEnding();
            begin = taken; // something came meanwhile; what is counted so far stays counted
            continue;
          }
          batch = nextBatch(newest, taken);
        }
        Node node = batch;
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
          current.receive(self, (M) message);
        } else if (message instanceof Event event) {
          noteEvent(budget, isCounted(node), taken - begin);
          Node rest = batch;
          batch = null; // it is pending from here
          batch = apply(event, rest, taken);
        } else {
          if (beginEnvelope(frame, (EnvelopeNode) node, message)) {
            current.receive(self, (M) message);
            Questions.end(self, frame);
          } else {
            skipped(budget, node, taken - begin);
          }
        }
        if (CapabilitySanitizer.OWNER) {
          CapabilitySanitizer.handled(self);
        }
        left--; // also for a message that asks for attention: an agent that always does must yield,
        // too
        if (frame.attentionOpaque() || (frame.mayBlock && isAbortedBetween())) {
          break;
        }
        if (left <= 0) {
          left = overtime(budget, taken);
          if (left <= 0) {
            break;
          }
        }
        if (--untilClock == 0) {
          untilClock = budget.look(settings.clock.nanoTime(), settings.budgetNanos, taken - begin);
          if (untilClock == 0) {
            break;
          }
        }
      }
    } catch (Throwable t) {
      putBack(frame, batch, taken, left);
      budget.dropSample();
      finishBatch(frame, distance(taken, begin), taken);
      throw t;
    }
    putBack(frame, batch, taken, left);
    finishBatch(frame, distance(taken, begin), taken);
    if (is(PRESSURED | WAITERS)) {
      Backpressure.relieve(self);
    }
    if (frame.attention && left > 0) {
      return false;
    }
    return yieldTurn(frame);
  }

  /**
   * Begins to measure if this turn is a sample. Returns how many messages to handle before the
   * first look at the clock.
   */
  private int beginBatch(Frame frame) {
    AgentSettings s = settings;
    Profile known = profile;
    int mean = known == null ? 0 : known.meanNanos();
    boolean heavy = mean > HEAVY_NANOS;
    if (heavy) {
      frame.beHeavy();
    }
    long cpuFrom = heavy ? CpuTime.nanos() : 0;
    long from = heavy || (frame.turns & SAMPLE_MASK) == 0 ? s.clock.nanoTime() : 0;
    int stride = mean == 0 ? 1 : mean <= s.cheapNanos ? s.budget : strideFor(mean);
    frame.budget.begin(mean != 0, stride, from, cpuFrom, heavy ? from : 0);
    return stride;
  }

  /** How many messages to handle between two looks at the clock. */
  private int strideFor(int meanNanos) {
    return (int) Math.max(1, settings.budgetNanos / 4 / meanNanos);
  }

  /** Takes the messages up to {@code newest}, a head that is not taken. */
  private Node nextBatch(Node newest, int taken) {
    if (is(PRESSURED | WAITERS)) {
      Backpressure.relieve(self());
    }
    Node batch = takeAll(newest);
    Profile known = profile;
    if (known != null && batch != newest && !is(LAST_SENT)) {
      known.sampleDepth(depth(newest, taken));
    }
    return batch;
  }

  /**
   * Applies the first event in the mailbox that may overtake the messages held back; false if there
   * is none. In the agent's turn.
   */
  final boolean applyOvertaking(Frame frame) throws Exception {
    takeMore();
    Node node = removePending(held -> held instanceof Event event && event.mayOvertake());
    if (node == null) {
      return false;
    }
    int taken = consumedOpaque();
    if (isCounted(node)) {
      taken = count(taken);
      setConsumedOpaque(taken);
      noteEvent();
    }
    frame.advance(taken);
    ((Event) take(node)).apply(self());
    TurnPairs.end(self(), frame);
    return true;
  }

  /**
   * Notes an event: the last of {@code taken} nodes of this batch, or one besides them if it is not
   * counted.
   */
  private void noteEvent(TurnBudget budget, boolean counted, int taken) {
    if (taken > budget.events + (counted ? 1 : 0)) {
      touchIdleTimeout(); // messages came before this event
    }
    if (counted) {
      budget.events++;
      noteEvent();
    }
  }

  /** Applies {@code event}, before {@code rest}; returns what is to be handled next. */
  private @Nullable Node apply(Event event, @Nullable Node rest, int taken) throws Exception {
    setPending(rest);
    setConsumedOpaque(taken);
    event.apply(self());
    return takePending();
  }

  /**
   * A message with a question, a time stamp or a stash entry is about to be handled; false if it is
   * to be skipped.
   */
  private boolean beginEnvelope(Frame frame, EnvelopeNode node, Object message) {
    if (Questions.isToBeSkipped(node.along, message)) {
      return false;
    }
    if (node instanceof StashedNode) {
      frame.budget.events--; // it was counted when it came
    } else if (node.sentNanos != 0) {
      settings.reports.waited(settings.clock.nanoTime() - node.sentNanos);
    }
    Questions.begin(self(), frame, node.along);
    return true;
  }

  /** The last of {@code taken} nodes of this batch was a question that nobody waits for. */
  private void skipped(TurnBudget budget, Node node, int taken) {
    settings.reports.countSkipped();
    if (isCounted(node)) {
      noteEvent(budget, true, taken);
    }
  }

  /**
   * The budget of messages is spent. If the mailbox is under pressure, the agent continues within
   * its budget of time until it is not. Returns how many more messages to handle, or 0.
   */
  private int overtime(TurnBudget budget, int taken) {
    if (!is(PRESSURED) || budget.isSpent(settings.clock.nanoTime(), settings.budgetNanos)) {
      return 0;
    }
    setConsumedOpaque(taken);
    Backpressure.relieve(self());
    return settings.budget;
  }

  private void putBack(Frame frame, @Nullable Node batch, int taken, int left) {
    frame.left = left;
    setPending(concat(pending(), batch));
    setConsumedOpaque(taken);
  }

  /**
   * Publishes the room of an agent that may wait in the middle of its turn: no worker's frame shows
   * how far this agent is. Senders that wait for this room must not wait any longer, and a search
   * for cycles must see it.
   */
  final void tellRoom(int taken) {
    setConsumedOpaque(taken);
    // Pairs with the fence of a waiting sender, which writes the state and then reads the count.
    VarHandle.fullFence();
    if (is(PRESSURED | WAITERS)) {
      Backpressure.relieve(self());
    }
  }

  /**
   * Whether the agent was aborted. Asked between two messages on a virtual thread: a thread that
   * aborts it cannot set the attention of its frame, as it can of a worker's.
   */
  private boolean isAbortedBetween() {
    Thread.interrupted();
    return is(ABORTED);
  }

  final void touchIdleTimeout() {
    ColdState x = coldStateOrNull();
    if (x != null && x.idleTimeout != null) {
      x.idleTimeout.touch();
    }
  }

  /**
   * Counts {@code nodes}, the last of {@code taken} nodes, and samples them if they were measured.
   */
  private void finishBatch(Frame frame, int nodes, int taken) {
    int events = frame.budget.takeEvents();
    long sampledFrom = frame.budget.takeSample();
    frame.handled += nodes - events;
    if (frame.mayBlock) {
      settings.reports.countHandled(frame); // its turn may last as long as it has messages
    }
    if (nodes > events) {
      touchIdleTimeout();
    }
    long seenByWatchdog = frame.takeObserved();
    if (nodes > 0 && (sampledFrom != 0 || seenByWatchdog != 0)) {
      long from = sampledFrom != 0 ? sampledFrom : seenByWatchdog;
      sample(nodes, taken, from, frame.budget.cpuFrom());
    }
  }

  private void sample(int messages, int taken, long from, long cpuFrom) {
    long now = settings.clock.nanoTime();
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
    p.sampleDepth(Math.min(messages, self().bound())); // a turn may handle more, as they come
    if (p.meanNanos() > HEAVY_NANOS != is(SLOW)) {
      if (is(SLOW)) {
        clear(SLOW);
      } else {
        set(SLOW);
      }
    }
    if (cpuFrom != 0) {
      p.sampleIntensity((double) (CpuTime.nanos() - cpuFrom) / Math.max(1, now - from));
    }
  }

  /** Notes that a node was taken that is not a message. In the agent's turn. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
  final void noteEvent() {
    coldState().unnumbered--;
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
          Backpressure.relieve(self());
        }
        if ((s & CONTROL) != 0) {
          wakeForControl();
        }
      } catch (OutOfMemoryError e) {
        wakeForControl(); // it tries again, in a turn
      }
    }
  }
}
