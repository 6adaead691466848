package io.leanagentic.internal.agent;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentProfile;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.BurstLimitException;
import io.leanagentic.ContextKey;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.Terminated;
import io.leanagentic.capability.sanitizer.ObjectOwner;
import io.leanagentic.extension.Baggage;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.await.Along;
import io.leanagentic.internal.await.Answer;
import io.leanagentic.internal.await.Asker;
import io.leanagentic.internal.await.AwaitHost;
import io.leanagentic.internal.await.Pairs;
import io.leanagentic.internal.mailbox.Node;
import io.leanagentic.internal.mailbox.UncountedNode;
import io.leanagentic.internal.profile.Profile;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.Handover;
import io.leanagentic.spi.Gate;
import io.leanagentic.spi.Turn;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A handler agent: its address, its mailbox, its state and its turn in one object of 64 bytes, or
 * of 56 with compact object headers.
 *
 * @param <M> the messages it understands
 */
public sealed class AgentCell<M> extends TurnLoop<M>
    implements AgentRef<M>, AgentContext<M>, Turn, CapacityWaiters.Waiter, ObjectOwner, Asker
    permits LoopAgentCell {
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
    settings.host.touched(this);
    Frame frame = settings.host.frame();
    if (frame == null) {
      settings.host.beforeBlocking("send");
      if (settings.gate != null) {
        settings.gate.loses(
            "thread '" + Thread.currentThread().getName() + "' may wait for room of " + path());
      }
    } else if (!frame.mayBlock) {
      throw new IllegalStateException(
          "send would make the worker of "
              + frame.current()
              + " wait; use signal in a handler agent");
    }
    if ((frame == null && settings.host.intakeClosed()) || isDropping()) {
      return deliver(message, null);
    }
    AgentCell<?> sender = frame == null ? null : (AgentCell<?>) frame.current();
    Answer<?> handedOn =
        frame == null || sender == null ? null : Questions.handOn(sender, frame, message, null);
    Along along = Along.of(handedOn, settings.host.pairsOf(frame));
    Delivery delivery = RoomWait.send(this, sender, message, along, Durations.nanos(timeout));
    if (delivery != Delivery.REJECTED) {
      settings.reports.countSignal();
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
    Gate gate = settings.gate;
    if (gate == null) {
      return askNow(message, timeout, patient);
    }
    gate.beginReach(this); // before it looks at the clock
    try {
      return askNow(message, timeout, patient);
    } finally {
      gate.endReach();
    }
  }

  private <R> Await<R> askNow(
      Function<? super Reply<R>, ? extends M> message, Duration timeout, boolean patient) {
    Objects.requireNonNull(message, "message");
    Answer<R> answer = Answer.asking(settings.host, this, timeout);
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

  /**
   * Puts a signal of this agent into its outbox until the target has room. In this agent's turn. A
   * long burst is delivered as far as room has come meanwhile, so that it does not pile up.
   */
  final Delivery defer(Frame frame, AgentCell<?> target, Object message, @Nullable Along along) {
    Outbox box = outbox();
    if ((box.size() + 1) % Outbox.LOOK_EVERY == 0) {
      Backpressure.deliverWhatFits(this);
    }
    if (box.size() >= settings.config.burst()) {
      throw Outbox.overflow(this, target, message);
    }
    if (!box.add(this, target, message, along)) {
      return target.refuse(message, along, Delivery.STOPPED, Reason.STOPPED);
    }
    frame.attention = true;
    frame.outboxInUse = true;
    if (!is(OUTBOX)) {
      set(OUTBOX);
    }
    return Delivery.DEFERRED;
  }

  /** What the run-time sanitizer walks through: the behavior, or the lambda of the loop. */
  @Override
  public final @Nullable Object heldState() {
    return behavior != null ? Pauses.behind(behavior) : origin;
  }

  /** A frame for a virtual thread that runs this agent. */
  public Frame newFrame() {
    return new Frame(null);
  }

  /** This agent, if it can wait for an answer by a continuation. */
  public @Nullable Asker asker() {
    return this;
  }

  @Override
  public void cameUnattended(AbstractAwait<?> await) {
    for (; ; ) {
      try {
        // It takes no room: an agent that joins may not read its mailbox for long, and may ask much
        // meanwhile.
        putNode(new UncountedNode(new Arrival(await)));
        return;
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait(); // the answer is decided, and nothing else gives it its place
      }
    }
  }

  /**
   * As {@link #putEvent}. If there is no memory it tries until there is, because nothing else does
   * what the event does.
   */
  final boolean putSurely(Event event) {
    for (; ; ) {
      try {
        return putEvent(event);
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait();
      }
    }
  }

  // Pairs.

  @Override
  public final <T> void with(ContextKey<T> key, T value) {
    TurnPairs.add(this, key, value);
  }

  @Override
  public final void carry(@Nullable Baggage baggage) {
    TurnPairs.change(this, (Pairs) baggage);
  }

  @Override
  public final <T> Optional<T> value(ContextKey<T> key) {
    return Pairs.value(TurnPairs.of(turn()), Objects.requireNonNull(key, "key"));
  }

  @Override
  public final Map<String, Object> pairs() {
    return Pairs.map(TurnPairs.of(turn()));
  }

  @Override
  public final AwaitHost host() {
    return settings.host;
  }

  /** The pairs of its turn, if the calling thread runs that; else null. */
  public final @Nullable Object pairsOfTurn() {
    Frame frame = settings.host.frame();
    return frame != null && frame.current() == this ? frame.pairs : null;
  }

  // Turns.

  @Override
  public final String type() {
    String name = Objects.requireNonNull(heldState()).getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : name.substring(0, lambda);
  }

  @Override
  public final boolean hasThread() {
    return settings.threaded;
  }

  @Override
  protected final int priority() {
    return settings.priority;
  }

  @Override
  protected void schedule() {
    if (settings.blocking) {
      settings.host.runOnVirtualThread(this);
    } else {
      settings.host.submit(this);
    }
  }

  @Override
  public final void run() {
    settings.host.runHere(this);
  }

  @Override
  public void granted(CapacityWaiters.Place place) {
    onCapacity();
  }

  /** The mailbox this agent waits for may have room. */
  final void onCapacity() {
    coldState().roomIsNear = true;
    wakeForControl();
    wakeInPlace();
  }

  @Override
  public final void fail(Throwable cause) {
    inject(new InjectedFailure(cause, false));
  }

  @Override
  public final void failRestart(Throwable cause) {
    inject(new InjectedFailure(cause, true));
  }

  private void inject(InjectedFailure failure) {
    if (isOpen()) {
      control(failure);
    }
  }

  /**
   * Handles one message that does not come out of a node, whatever is paused. In this agent's turn.
   */
  void handle(Object message) throws Exception {
    @SuppressWarnings("unchecked")
    M typed = (M) message;
    Pauses.behind(Objects.requireNonNull(behavior)).receive(this, typed);
    touchIdleTimeout();
  }

  /** As {@link #handle}, with what went along, unless the message is paused. */
  @SuppressWarnings("unchecked")
  void handleSent(Object message, @Nullable Along along) throws Exception {
    Frame frame = turn();
    Questions.begin(this, frame, along);
    if (is(PAUSES)) {
      Objects.requireNonNull(behavior).receive(this, (M) message);
    } else {
      handle(message);
    }
    Questions.end(this, frame);
  }

  /** Notifies the behavior of an end that it watches. */
  void terminated(Terminated terminated) throws Exception {
    Objects.requireNonNull(behavior).onTerminated(this, terminated);
    touchIdleTimeout();
  }

  /** The behavior to start with: a new one, or the lambda that the agent was spawned with. */
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
    return close(takePending());
  }

  static @Nullable Node following(Node node) {
    return next(node);
  }

  static Object emptied(Node node) {
    return take(node);
  }

  /**
   * The messages that wait in the mailbox, the stash and the outbox. Exact only while the agent
   * does not run.
   */
  final long waiting() {
    long sum = (long) messagesWaiting() + DropOldestQueue.size(this);
    ColdState x = coldStateOrNull();
    if (x != null) {
      sum += x.stash == null ? 0 : x.stash.size();
      sum += x.pauses == null ? 0 : x.pauses.size();
      sum += x.outbox == null ? 0 : x.outbox.size();
    }
    return sum;
  }

  /** Whether it waits for the end of work that was begun. Exact only while it does not run. */
  final boolean waitsForWork() {
    ColdState x = coldStateOrNull();
    return x != null && x.waits != null && x.waits.areForWork();
  }

  /** The runtime is closed: ends the wait without whose end this agent handles nothing. */
  final void cutWaitShort() {
    if (is(AWAITING)) {
      control(new CutShort());
    }
  }

  private static final class CutShort extends Event {
    @Override
    void apply(AgentCell<?> cell) {
      cell.coldState().waits().cutExclusiveShort();
    }
  }

  /** Whether a thread of its own runs it at present. Loop agents: until they have ended. */
  boolean isAtWork() {
    ColdState x = coldStateOrNull();
    return x != null && x.isAtWork();
  }

  /** The thread of its own that runs it at present, if there is one. */
  @Nullable Thread thread() {
    ColdState x = coldStateOrNull();
    return x == null ? null : x.thread();
  }

  /** Under a stepper, the thread that runs this agent at present; else null. */
  public final @Nullable Handover ownThread() {
    ColdState x = coldStateOrNull();
    return x == null ? null : x.ownThread;
  }

  /** Under a stepper, {@code thread} runs this agent from now on; null if none does. */
  public final void runsBy(@Nullable Handover thread) {
    coldState().ownThread = thread;
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
        p.messagesPerSecond(settings.clock.nanoTime(), count),
        p.cpuIntensity(),
        depth,
        Math.max(depth, p.peakDepth()));
  }

  /** How many signals of this agent may wait for room. */
  public final int burst() {
    return settings.config.burst();
  }

  /** Counts a refusal; returns whether it is the first since the last relief of the mailbox. */
  public final boolean refusedLoudly() {
    return coldState().waiters().refusedLoudly();
  }

  /** How many refusals were counted since the last time. */
  public final int takeRefusals() {
    return coldState().waiters().takeRefusals();
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
