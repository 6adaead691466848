package io.leanagentic.internal.cell;

import io.leanagentic.AgentLoop;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.Directive;
import io.leanagentic.Terminated;
import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.internal.await.Answer;
import io.leanagentic.internal.mailbox.Node;
import io.leanagentic.internal.mailbox.TracedNode;
import io.leanagentic.internal.scheduler.Frame;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A loop agent: the same mailbox and the same life, on a virtual thread of its own. */
final class LoopCell<M> extends Cell<M> {
  /*
   * The thread is the agent's turn, from birth to end: while it waits in receive() the mailbox is IDLE, and who puts a message into
   * an idle mailbox "schedules" the agent by waking the thread. What its own events deliver (watches) waits in `delivered`, which only
   * the thread touches.
   */
  private static final int YIELDS = 4;
  private static final int SPINS = 50;

  private final AgentLoop<M> loop;
  private final ArrayDeque<Object> delivered = new ArrayDeque<>(2);
  private volatile @Nullable Thread thread;
  private @Nullable Answer<?> asked;

  LoopCell(Settings settings, Family parent, AgentLoop<M> loop) {
    super(settings, parent, loop, null, true, 0);
    this.loop = loop;
  }

  void begin() {
    Thread made = settings.core.virtualThread(() -> settings.core.runOnThisVirtualThread(this));
    thread = made;
    settings.core.virtualTurnGoesOn();
    made.start();
  }

  @Override
  protected void schedule() {
    settings.core.virtualTurnGoesOn(); // now, not when the thread has woken
    LockSupport.unpark(thread);
  }

  @Override
  void control(@Nullable Event event) {
    super.control(event);
    LockSupport.unpark(thread);
  }

  @Override
  public void abort() {
    if (isOpen()) {
      set(ABORTED);
      poke();
      Thread t = thread;
      if (t != null) {
        t.interrupt(); // whatever it waits for
      }
    }
  }

  @Override
  void handle(Object message) {
    delivered.add(message);
  }

  @Override
  void terminated(Terminated terminated) {
    throw new AssertionError("a loop agent watches with a message");
  }

  @Override
  protected void run(Frame frame) {
    var mailbox = new LoopMailbox<M>(this);
    for (; ; ) {
      Throwable failure = null;
      try {
        loop.run(mailbox);
      } catch (AgentStoppedException e) {
        failure = is(STOPPING | ABORTED) ? null : e;
      } catch (Throwable t) {
        failure = is(ABORTED) ? null : t;
      }
      if (Thread.interrupted() && !is(ABORTED)) {
        settings.core.log("a loop agent left its thread interrupted: " + path());
      }
      End end = failure == null ? End.STOPPED : survive(failure);
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

  /** Does what supervision says; returns null to go on with the loop. */
  private @Nullable End survive(Throwable failure) {
    RuntimeCore core = settings.core;
    Answer<?> open = asked;
    if (open != null && !open.isDone()) {
      open.fail(failure);
    }
    Throwable cause = EscalatedException.original(failure);
    if (is(STOPPING)) {
      core.failed(this, cause, Directive.STOP); // its end goes on
      return End.STOPPED;
    }
    Directive directive = Lifecycle.directive(this, failure);
    long wait = directive == Directive.RESTART ? Lifecycle.planRestart(this) : -1;
    core.failed(
        this, cause, directive == Directive.RESTART && wait < 0 ? Directive.STOP : directive);
    if (directive == Directive.RESUME) {
      return null;
    }
    if (directive == Directive.RESTART && wait >= 0) {
      set(RESTARTING);
      unwatchChildren();
      abortEachChild();
      long until = System.nanoTime() + wait;
      while (!is(ABORTED) && (firstChild() != null || until - System.nanoTime() > 0)) {
        rest(Math.max(1, until - System.nanoTime()));
      }
      clear(RESTARTING);
      if (is(ABORTED)) {
        return End.STOPPED;
      }
      core.restarted(this, Lifecycle.recentRestarts(this));
      return null;
    }
    if (directive == Directive.ESCALATE) {
      parent.childEscalated(this, cause);
    }
    return new End(cause);
  }

  private void finish(@Nullable Throwable cause) {
    try {
      Lifecycle.beginEnd(this, cause);
      while (firstChild() != null) {
        if (is(ABORTED)) {
          Lifecycle.abortChildren(this);
        }
        rest(1_000_000_000);
      }
    } finally {
      Lifecycle.end(this);
    }
  }

  /** Waits for a control event, and applies what came. */
  private void rest(long nanos) {
    if (!is(CONTROL)) {
      LockSupport.parkNanos(this, nanos);
      Thread.interrupted(); // a stray one must not turn this into a busy wait
    }
    applyControl();
  }

  /** What a child escalates leaves as an exception: a failure of this agent. */
  private void applyControl() {
    while (is(CONTROL)) {
      try {
        Lifecycle.applyControl(this);
      } catch (EscalatedException e) {
        throw e;
      } catch (Throwable t) {
        settings.core.failed(this, t, Directive.RESUME);
      }
    }
  }

  /**
   * The next message; null if none came in time.
   *
   * @param nanos how long to wait: 0 not at all, Long.MAX_VALUE for ever
   */
  @Nullable Object next(long nanos) {
    Frame frame = turn();
    long deadline = nanos == 0 || nanos == Long.MAX_VALUE ? 0 : System.nanoTime() + nanos;
    for (; ; ) {
      if (is(CONTROL)) {
        applyControl();
      }
      if (is(ABORTED)) {
        throw new AgentStoppedException(path() + " was aborted");
      }
      Object own = delivered.poll();
      if (own != null) {
        return own;
      }
      if (is(STOPPING)) {
        throw new AgentStoppedException(path() + " was stopped");
      }
      Node batch = pending();
      if (batch == null) {
        Node newest = headAcquire();
        if (isTaken(newest)) {
          long left = deadline == 0 ? nanos : deadline - System.nanoTime();
          if (left <= 0) {
            return null;
          }
          sleepUntilPut(newest, left);
          continue;
        }
        batch = takeAll(newest);
      }
      setPending(next(batch));
      Object message = take(batch);
      int taken = isCounted(batch) ? count(consumedOpaque()) : consumedOpaque();
      setConsumedOpaque(taken);
      frame.advance(taken);
      if (is(PRESSURED | WAITERS)) {
        Backpressure.relieve(this);
      }
      if (message instanceof Event event) {
        if (isCounted(batch)) {
          noteEvent();
        }
        applyInPlace(event);
        continue;
      }
      settings.core.countHandled();
      asked = null;
      if (batch instanceof TracedNode traced) {
        asked = traced.answer;
        if (traced.sentNanos != 0) {
          settings.core.waited(settings.core.clock().nanoTime() - traced.sentNanos);
        }
      }
      return message;
    }
  }

  private void applyInPlace(Event event) {
    try {
      event.apply(this);
    } catch (Exception e) {
      settings.core.failed(this, e, Directive.RESUME);
    }
  }

  /**
   * Looks again for part of a microsecond, then lets others have the carrier thread a few times:
   * parking and waking a thread costs more than most answers take.
   */
  @SuppressWarnings(
      "ThreadPriorityCheck") // a yield of a virtual thread: a hint, nothing relies on it
  private boolean cameWhileSpinning(Node newest) {
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
   * Goes idle and sleeps until a message, a control event or the end of {@code nanos}; then it is
   * not idle any more.
   */
  private void sleepUntilPut(Node newest, long nanos) {
    if (cameWhileSpinning(newest) || !goIdle(newest)) {
      return;
    }
    if (is(PRESSURED | WAITERS)) {
      Backpressure.relieve(this);
    }
    long until = nanos == Long.MAX_VALUE ? 0 : System.nanoTime() + nanos;
    boolean interrupted = false;
    settings.core.virtualTurnRests();
    while (headAcquire() == IDLE && !is(CONTROL | ABORTED)) {
      if (nanos == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        long left = until - System.nanoTime();
        if (left <= 0) {
          break;
        }
        LockSupport.parkNanos(this, left);
      }
      interrupted |= Thread.interrupted();
    }
    if (wakeIfIdle()) { // else a message did it
      settings.core.virtualTurnGoesOn();
    }
    if (interrupted && !is(ABORTED)) {
      Thread.currentThread().interrupt();
    }
  }
}
