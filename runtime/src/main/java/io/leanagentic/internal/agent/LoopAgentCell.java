package io.leanagentic.internal.agent;

import io.leanagentic.AgentLoop;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.Directive;
import io.leanagentic.Terminated;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.await.Along;
import io.leanagentic.internal.await.Asker;
import io.leanagentic.internal.await.Interruption;
import io.leanagentic.internal.log.Texts;
import io.leanagentic.internal.mailbox.EnvelopeNode;
import io.leanagentic.internal.mailbox.Node;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.Parking;
import io.leanagentic.internal.scheduler.StackProbe;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A loop agent: the same mailbox and the same lifecycle, on a virtual thread of its own. */
final class LoopAgentCell<M> extends AgentCell<M> {
  /*
   * The thread is the agent's turn, from birth to end. While it waits in receive() the mailbox is IDLE, and a sender
   * that puts a message into an idle mailbox "schedules" the agent by waking the thread. What its own events deliver
   * (watches) waits in `delivered`, which only the thread touches. It waits by the runtime's clock: a timer (`alarm`)
   * ends a wait when it is due.
   *
   * A loop that continues after a stop has caught the exception that should have ended it. It gets the exception a few
   * more times, then an Error. If it catches that too, the agent ends without it, and its thread stays parked for ever.
   *
   * The class is longer than others because one thread does what handler agents have several classes for: messages, the
   * wait for them, supervision and the end. Waits in the middle of its code are in InPlace.
   */
  private static final int YIELDS = 4;
  private static final int SPINS = 50;
  private static final int TOLD_GENTLY = 8;

  private final AgentLoop<M> loop;
  private final ArrayDeque<Object> delivered = new ArrayDeque<>(2);
  private volatile @Nullable Parking parking;
  private @Nullable Alarm alarm;
  private int toldToEnd;

  /** Whether a poll of the agent that was stopped has found nothing. */
  private boolean foundNothing;

  LoopAgentCell(AgentSettings settings, ParentAgent parent, AgentLoop<M> loop) {
    super(settings, parent, loop, null, true, 0);
    this.loop = loop;
  }

  void begin() {
    settings.host.runOnVirtualThread(this);
  }

  @Override
  protected void schedule() {
    Parking p = Objects.requireNonNull(parking); // it was idle, so it has one
    p.probe(); // who gets the error schedules it again, and it must not be counted twice
    settings.host.virtualTurnGoesOn(); // now, not when the thread has woken
    p.unparkProbed();
  }

  @Override
  void control(@Nullable Event event) {
    StackProbe.check(false); // who gets the error knows that the event was not added
    super.control(event);
    Parking p = parking;
    if (p != null) {
      p.unparkProbed();
    }
  }

  private void parkThread() {
    Objects.requireNonNull(parking).park(this);
  }

  @Override
  public void abort() {
    if (isOpen()) {
      StackProbe.check(false); // else it would be aborted and never notice
      noteCutShort(set(ABORTED));
      wakeForControl();
      Parking p = parking;
      if (p != null) {
        p.thread.interrupt(); // whatever it waits for
      }
    }
  }

  @Override
  boolean isAtWork() {
    return parking != null && !is(ENDED);
  }

  @Override
  @Nullable Thread thread() {
    Parking p = parking;
    return p == null || is(ENDED) ? null : p.thread;
  }

  @Override
  public Frame newFrame() {
    return Frame.withoutBudget();
  }

  @Override
  public @Nullable Asker asker() {
    return null;
  }

  @Override
  void handle(Object message) {
    handleSent(message, Along.of(null, turn().pairs));
  }

  @Override
  void handleSent(Object message, @Nullable Along along) {
    delivered.add(along == null ? message : new EnvelopeNode(message, 0, along));
  }

  @Override
  void terminated(Terminated terminated) {
    throw new AssertionError("a loop agent watches with a message");
  }

  @Override
  protected void run(Frame frame) {
    if (lacksThread(frame)) {
      settings.host.runOnVirtualThreadAfterAll(this);
      return;
    }
    if (!frame.mayBlock || is(STOPPING)) { // aborted before it got a thread, or already ending
      finish(null);
      return;
    }
    parking = Parking.ofThread(); // before it can be idle
    var mailbox = new LoopMailbox<M>(this);
    for (; ; ) {
      frame.shareCarrier();
      frame.pairs = pairsOfBirth();
      Throwable failure = null;
      try {
        loop.run(mailbox);
      } catch (AgentStoppedException e) {
        failure = is(STOPPING | ABORTED) ? null : e;
      } catch (LoopEnd e) {
        failure = null;
      } catch (InjectedFailure.OfLoop e) {
        failure = is(ABORTED) ? null : e.injected();
      } catch (Throwable t) {
        failure = is(ABORTED) ? null : t;
      }
      if (Thread.interrupted() && !is(ABORTED)) {
        settings.reports.log("a loop agent left its thread interrupted: " + Texts.brief(path()));
      }
      End end;
      try {
        end = failure == null ? End.STOPPED : survive(failure);
      } catch (Throwable t) { // no heap, for example: ending needs the least
        settings.reports.broken(this, t);
        finish(failure);
        return;
      }
      if (end != null) {
        finish(end.cause());
        return;
      }
    }
  }

  /** How the agent ends: with the failure that ended it, if one did. */
  private record End(@Nullable Throwable cause) {
    static final End STOPPED = new End(null);
  }

  /** Does what supervision decides. Returns null to run the loop again. */
  private @Nullable End survive(Throwable failure) {
    boolean givenUp = Questions.isGivenUp(turn(), failure);
    Questions.failed(turn(), failure);
    if (givenUp && !is(STOPPING)) {
      return null; // as if its supervision said so: nobody waits for what it was doing
    }
    Throwable cause = EscalatedException.original(failure);
    if (is(STOPPING)) {
      settings.reports.failed(this, cause, Directive.STOP); // it is ending anyway
      return End.STOPPED;
    }
    Directive directive = Lifecycle.directive(this, failure);
    long wait = directive == Directive.RESTART ? Lifecycle.planRestart(this) : -1;
    if (directive == Directive.RESTART && wait < 0) {
      directive = Directive.STOP;
    }
    switch (directive) { // acts, then reports
      case RESUME -> {}
      case RESTART -> {
        set(RESTARTING);
        coldState().life++;
        Questions.failAll(this, coldState(), cause);
        unwatchChildren();
        abortEachChild();
      }
      case STOP, ESCALATE -> Lifecycle.beginEnd(this, cause);
    }
    settings.reports.failed(this, cause, directive);
    if (directive == Directive.ESCALATE) {
      parent.childEscalated(
          this, cause); // last: the parent's own failure is reported after this one
    }
    if (directive == Directive.RESTART) {
      return awaitRestart(wait) ? null : End.STOPPED;
    }
    return directive == Directive.RESUME ? null : new End(cause);
  }

  /** Waits for the back-off and the end of the children; false if it was aborted meanwhile. */
  private boolean awaitRestart(long wait) {
    Alarm backoff = alarm(wait);
    while (!is(ABORTED) && (firstChild() != null || !backoff.rings())) {
      rest();
    }
    done(backoff);
    clear(RESTARTING);
    if (is(ABORTED)) {
      return false;
    }
    settings.reports.countRestart();
    settings.reports.restarted(this, Lifecycle.recentRestarts(this));
    return true;
  }

  /** Ends the agent, once its children have ended. */
  private void finish(@Nullable Throwable cause) {
    surely(() -> {
      Questions.end(this, turn());
      Lifecycle.beginEnd(this, cause);
    });
    while (firstChild() != null) {
      surely(() -> {
        if (is(ABORTED)) {
          Lifecycle.abortChildren(this);
        }
        rest();
      });
    }
    Ending.of(this);
  }

  /**
   * Runs {@code part}, which must not be skipped: again if there is no memory; what else it throws
   * is reported.
   */
  private void surely(Runnable part) {
    for (; ; ) {
      try {
        part.run();
        return;
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait();
      } catch (Throwable t) {
        settings.reports.broken(this, t);
        return;
      }
    }
  }

  /** Waits for a control event, an abort or the alarm, and applies what came. */
  private void rest() {
    if (!is(CONTROL)) {
      parkThread();
      Thread.interrupted(); // a stray interrupt must not turn this into a busy wait
    }
    applyControl();
  }

  /** The waits of its thread in the middle of its code. */
  InPlace inPlace() {
    return new InPlace(this);
  }

  Parking parking() {
    return Objects.requireNonNull(parking);
  }

  /**
   * Parks until something wakes the thread, and applies control events. An interrupt is noted only.
   *
   * @return whether there was one
   */
  boolean pause() {
    boolean interrupted = false;
    if (!is(CONTROL | ABORTED)) {
      parkThread();
      interrupted = Thread.interrupted() && !is(ABORTED);
    }
    applyControl();
    if (is(ABORTED)) {
      throw ended("aborted");
    }
    return interrupted;
  }

  /** Sets an alarm in {@code nanos}. Reuses the previous one, which is cancelled or has rung. */
  Alarm alarm(long nanos) {
    Alarm set = alarm;
    if (set == null || !set.isOfThread()) {
      set = new Alarm(Objects.requireNonNull(parking));
      alarm = set;
    }
    set.rings = false;
    settings.timers.schedule(set, nanos);
    return set;
  }

  void done(Alarm set) {
    if (!set.cancelTimer()) {
      alarm = null; // it may be going off just now
    }
  }

  /**
   * Applies control events. What a child escalates is thrown from here, as a failure of this agent,
   * and so is what a test injects.
   */
  private void applyControl() {
    while (is(CONTROL)) {
      try {
        ControlEvents.apply(this);
      } catch (EscalatedException | InjectedFailure.OfLoop e) {
        throw e;
      } catch (Throwable t) {
        settings.reports.failed(this, t, Directive.RESUME);
      }
    }
  }

  /**
   * The next message; null if none came in time.
   *
   * @param nanos how long to wait: 0 not at all, Long.MAX_VALUE for ever
   */
  @Nullable Object next(long nanos) {
    return next(nanos, List.of());
  }

  /** As above; null also if one of {@code others} is done first. */
  @Nullable Object next(long nanos, List<? extends AbstractAwait<?>> others) {
    Frame frame = turn();
    frame.shareCarrier();
    Interruption.endIn(frame);
    long deadline = nanos == 0 || nanos == Long.MAX_VALUE ? 0 : now() + nanos;
    for (; ; ) {
      if (is(CONTROL)) {
        applyControl();
      }
      if (is(ABORTED)) {
        throw ended("aborted");
      }
      Object own = nextDelivered(frame);
      if (own != null) {
        return own;
      }
      if (is(STOPPING)) {
        if (nanos == 0 && !foundNothing) { // the loop keeps what it has gathered
          foundNothing = true;
          return null;
        }
        throw ended("stopped");
      }
      Node batch = pending();
      if (batch == null) {
        Node newest = headAcquire();
        if (isTaken(newest)) {
          long left = deadline == 0 ? nanos : deadline - now();
          if (left <= 0 || InPlace.anyIsDone(others)) {
            return null;
          }
          sleepUntilPut(newest, left, others);
          continue;
        }
        batch = takeAll(newest);
      }
      setPending(next(batch));
      Object message = take(batch);
      int taken = isCounted(batch) ? count(consumedOpaque()) : consumedOpaque();
      frame.advance(taken);
      tellRoom(taken);
      if (message instanceof Event event) {
        if (isCounted(batch)) {
          noteEvent();
        }
        applyInPlace(event);
        Object latest = nextDelivered(frame);
        if (latest != null) {
          return latest; // it is in no mailbox any more: an abort in this moment comes after it
        }
        continue;
      }
      Questions.end(this, frame);
      if (batch instanceof EnvelopeNode asked && Questions.isToBeSkipped(asked.along, message)) {
        settings.reports.countSkipped();
        noteEvent();
        continue;
      }
      settings.reports.countHandled();
      if (batch instanceof EnvelopeNode traced) {
        Questions.begin(this, frame, traced.along);
        if (traced.sentNanos != 0) {
          settings.reports.waited(settings.clock.nanoTime() - traced.sentNanos);
        }
      }
      return message;
    }
  }

  private @Nullable Object nextDelivered(Frame frame) {
    Object own = delivered.poll();
    if (own == null) {
      return null;
    }
    Questions.end(this, frame);
    if (own instanceof EnvelopeNode accompanied) {
      Questions.begin(this, frame, accompanied.along);
      return take(accompanied);
    }
    return own;
  }

  private long now() {
    return settings.clock.nanoTime();
  }

  /** The exception that ends the loop. If a loop keeps catching it, this finally never returns. */
  private AgentStoppedException ended(String how) {
    if (++toldToEnd > TOLD_GENTLY) {
      if (toldToEnd > TOLD_GENTLY + 1) {
        endWithoutLoop();
      }
      settings.reports.log(
          path()
              + " was "
              + how
              + ", and its loop caught that and continues; catch what you know, not Exception");
      throw new LoopEnd();
    }
    return new AgentStoppedException(path() + " was " + how);
  }

  /** Ends a loop that catches AgentStoppedException. */
  private static final class LoopEnd extends Error {
    private static final long serialVersionUID = 1;

    LoopEnd() {
      super("the agent has ended: its loop is to return", null, false, false);
    }
  }

  /** Ends the agent, although the loop in its thread does not end. */
  private void endWithoutLoop() {
    StackProbe.check(true); // the loop may be deep in a call
    finish(null);
    settings.host.virtualTurnRests();
    while (true) {
      parkThread();
      Thread.interrupted();
    }
  }

  private void applyInPlace(Event event) {
    try {
      TurnPairs.during(this, null, () -> event.apply(this));
    } catch (Exception e) {
      settings.reports.failed(this, e, Directive.RESUME);
    }
  }

  /**
   * Looks again for a fraction of a microsecond, then after a few yields, in which the carrier may
   * run another thread: parking and waking a thread costs more than most answers take.
   */
  @SuppressWarnings(
      "ThreadPriorityCheck") // a yield of a virtual thread: a hint, nothing relies on it
  private boolean cameWhileSpinning(Node newest) {
    if (Parking.isStepped()) {
      return false; // nobody else runs meanwhile
    }
    for (int i = 0; i < SPINS; i++) {
      if (headAcquire() != newest) {
        return true;
      }
      Thread.onSpinWait();
    }
    for (int i = 0; i < YIELDS; i++) {
      Thread.yield();
      if (headAcquire() != newest || is(CONTROL | ABORTED)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Goes idle, and sleeps until a message or a control event comes or {@code nanos} are over; then
   * it is not idle any more.
   */
  private void sleepUntilPut(Node newest, long nanos, List<? extends AbstractAwait<?>> others) {
    if (cameWhileSpinning(newest) || !goIdle(newest)) {
      return;
    }
    if (is(PRESSURED | WAITERS)) {
      Backpressure.relieve(this);
    }
    Alarm timeout = nanos == Long.MAX_VALUE ? null : alarm(nanos);
    boolean interrupted = false;
    boolean atWork = InPlace.anyEndsWork(others); // then it does not rest
    if (atWork) {
      settings.host.virtualTurnGoesOn();
    }
    settings.host.virtualTurnRests();
    while (headAcquire() == IDLE
        && !is(CONTROL | ABORTED)
        && (timeout == null || !timeout.rings())
        && !InPlace.anyIsDone(others)) {
      parkThread();
      interrupted |= Thread.interrupted();
    }
    if (timeout != null) {
      done(timeout);
    }
    if (wakeIfIdle()) { // else a message has woken it
      settings.host.virtualTurnGoesOn();
    }
    if (atWork) {
      settings.host.virtualTurnRests();
    }
    if (interrupted && !is(ABORTED)) {
      Thread.currentThread().interrupt();
    }
  }
}
