package io.leanagentic.internal.agent;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.Terminated;
import io.leanagentic.Timers;
import io.leanagentic.extension.Scope;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.await.Along;
import io.leanagentic.internal.await.Answer;
import io.leanagentic.internal.mailbox.StashedNode;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.Handover;
import io.leanagentic.internal.scheduler.Parking;
import io.leanagentic.internal.scheduler.StackProbe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The part of an agent that its behavior uses: what a context offers. */
public abstract sealed class AgentContextBase<M> extends AgentFamily<M> implements Scope.Holder
    permits TurnLoop {
  /** What makes a behavior: a factory, the lambda itself, or a loop. Null after the end. */
  @Nullable Object origin;

  /** What handles messages. Null before the constructor first succeeds, and after the end. */
  @Nullable Behavior<M> behavior;

  AgentContextBase(
      AgentSettings settings,
      ParentAgent parent,
      Object origin,
      @Nullable Behavior<M> behavior,
      boolean awake,
      int state) {
    super(settings, parent, awake, state);
    this.origin = origin;
    this.behavior = behavior;
  }

  /** The frame of this agent's turn, which must be running in the calling thread. */
  final Frame turn() {
    Frame frame = settings.host.frame();
    if (frame == null || frame.current() != this) {
      throw new IllegalStateException(
          "the context of " + path() + " was used outside of that agent's turn");
    }
    return frame;
  }

  // Identity.

  public final boolean isAlive() {
    return isOpen();
  }

  public final AgentRuntime runtime() {
    return settings.host.runtime();
  }

  // Life.

  public final void stop() {
    putLast();
  }

  public void abort() {
    if (isOpen()) {
      StackProbe.check(settings.threaded); // else it would be aborted and never notice
      noteCutShort(set(ABORTED));
      wakeForControl();
      Frame atWork = settings.host.frameOf(self());
      if (atWork != null) {
        atWork.callAttention();
      }
      wakeInPlace();
      if (settings.blocking) {
        Handover stepped = self().ownThread();
        if (stepped != null) {
          stepped.unpark(); // in the order of the stepper, not when the interrupt arrives
        }
        coldState().interruptWork();
      }
    }
  }

  /**
   * If the closing of the runtime aborts a thread that waits for an answer in place, reports it.
   */
  final void noteCutShort(int before) {
    ColdState x = coldStateOrNull();
    if (settings.threaded && (before & ABORTED) == 0 && settings.host.isClosing() && x != null) {
      AbstractAwait<?> await = x.waitsForAnswer;
      if (await != null && !await.isDone() && await.endsWork() && (before & AWAITING) == 0) {
        settings.host.unfinished(self(), await);
      }
    }
  }

  /**
   * As {@link #abort}, with a cause; in this agent's turn. Returns false if it is aborted already.
   */
  public final boolean endBecauseOf(Throwable cause) {
    boolean first = (set(ABORTED) & ABORTED) == 0;
    ColdState x = coldState();
    if (x.endCause == null) {
      x.endCause = cause;
    }
    return first;
  }

  /** Wakes the thread of an agent that waits for room in the middle of a message. */
  final void wakeInPlace() {
    ColdState x = coldStateOrNull();
    Parking waiting = x == null ? null : x.waitsInPlace;
    if (waiting != null) {
      waiting.unpark();
    }
  }

  public final Await<Terminated> termination(Duration timeout) {
    var answer = new Answer<Terminated>(settings.host, self(), timeout);
    answer.describedAs("the end of " + path());
    answer.asEvent();
    Consumer<Terminated> watcher =
        end -> {
          if (!answer.isDone()) {
            answer.send(end);
          }
        };
    watchEnd(watcher);
    answer.onDone((end, failure) -> {
      if (failure != null) {
        coldState().unwatch(watcher);
      }
    });
    return answer;
  }

  /** Notifies {@code watcher} of this agent's end: now, or when it ends. */
  final void watchEnd(Consumer<Terminated> watcher) {
    settings.host.touched(this);
    ColdState x = coldState();
    x.watch(watcher);
    if (is(ENDED)) {
      // It may have ended before it had a cold state, so that no watcher was notified.
      x.end(new Terminated(self(), Optional.ofNullable(x.endCause)));
    }
  }

  public final void watch(AgentRef<?> agent) {
    turn();
    Objects.requireNonNull(agent, "agent");
    watch(new DeathWatch(self(), (AgentCell<?>) agent, null));
  }

  public final void watch(AgentRef<?> agent, Function<Terminated, ? extends M> message) {
    turn();
    Objects.requireNonNull(agent, "agent");
    Objects.requireNonNull(message, "message");
    watch(new DeathWatch(self(), (AgentCell<?>) agent, message));
  }

  final void watch(DeathWatch watch) {
    ColdState x = coldState();
    if (x.watching == null) {
      x.watching = new HashMap<>(4);
    }
    DeathWatch earlier = x.watching.put(watch.target, watch);
    if (earlier != null) {
      earlier.cancel();
    }
    watch.target.watchEnd(watch);
  }

  public final void unwatch(AgentRef<?> agent) {
    turn();
    Objects.requireNonNull(agent, "agent");
    Map<AgentCell<?>, DeathWatch> watching = coldState().watching;
    DeathWatch watch = watching == null ? null : watching.remove(agent);
    if (watch != null) {
      watch.cancel();
    }
  }

  /**
   * Forgets the watches of this agent's own children: a restart ends these children and no other
   * agents.
   */
  final void unwatchChildren() {
    Map<AgentCell<?>, DeathWatch> watching = coldState().watching;
    if (watching != null) {
      watching
          .values()
          .removeIf(watch -> {
            if (watch.target.parent != this) {
              return false;
            }
            watch.cancel();
            return true;
          });
    }
  }

  // Children.

  public final AgentConfig defaultConfig() {
    return settings.host.config().agents();
  }

  public final <C> AgentRef<C> spawn(
      String name, AgentConfig config, Supplier<? extends Behavior<C>> factory) {
    return AgentSpawner.fromFactory(
        settings.host, family(), AgentNames.checked(name), config, factory);
  }

  public final <C> AgentRef<C> spawn(AgentConfig config, Supplier<? extends Behavior<C>> factory) {
    return AgentSpawner.fromFactory(settings.host, family(), null, config, factory);
  }

  public final <C> AgentRef<C> spawn(String name, AgentConfig config, Behavior<C> behavior) {
    return AgentSpawner.fromBehavior(
        settings.host, family(), AgentNames.checked(name), config, behavior);
  }

  public final <C> AgentRef<C> spawn(AgentConfig config, Behavior<C> behavior) {
    return AgentSpawner.fromBehavior(settings.host, family(), null, config, behavior);
  }

  public final <C> AgentRef<C> spawn(String name, AgentConfig config, AgentLoop<C> loop) {
    return AgentSpawner.fromLoop(settings.host, family(), AgentNames.checked(name), config, loop);
  }

  public final <C> AgentRef<C> spawn(AgentConfig config, AgentLoop<C> loop) {
    return AgentSpawner.fromLoop(settings.host, family(), null, config, loop);
  }

  private AgentContextBase<M> family() {
    turn();
    if (is(STOPPING | RESTARTING | ABORTED)) {
      throw new IllegalStateException(path() + " is ending and spawns no more children");
    }
    return this;
  }

  public final List<AgentRef<?>> children() {
    turn();
    var children = new ArrayList<AgentRef<?>>();
    for (AgentCell<?> child = firstChild(); child != null; child = child.nextSibling) {
      if (child.isOpen()) {
        children.add(child);
      }
    }
    return children;
  }

  // Time.

  @SuppressWarnings("unchecked")
  public final Timers<M> timers() {
    turn();
    ColdState x = coldState();
    if (x.timers == null) {
      x.timers = new AgentTimers<M>(self());
    }
    return (Timers<M>) x.timers;
  }

  public final void receiveTimeout(Duration timeout, M message) {
    turn();
    long nanos = Durations.positive("receive timeout", timeout);
    Objects.requireNonNull(message, "message");
    cancelReceiveTimeout();
    coldState().idleTimeout = ReceiveTimeout.start(self(), nanos, message);
  }

  public final void cancelReceiveTimeout() {
    turn();
    ColdState x = coldState();
    if (x.idleTimeout != null) {
      x.idleTimeout.end();
      x.idleTimeout = null;
    }
  }

  // Messages.

  @Override
  public final void within(@Nullable Scope scope) {
    turn().scope = scope;
  }

  public final Delivery stash(M message) {
    Frame frame = turn();
    Objects.requireNonNull(message, "message");
    ColdState x = coldState();
    if (x.stash == null) {
      x.stash = new ArrayDeque<>();
    }
    settings.reports.countSignal();
    if (x.stash.size() >= settings.config.stash()) {
      Along along = Questions.setAside(self(), frame, message);
      return refuse(message, along, Delivery.DROPPED, Reason.DROPPED_NEWEST);
    }
    Object aside = frame.scope instanceof Scope scope ? scope.aside(message) : message;
    x.stash.add(new StashedNode(aside, Questions.setAside(self(), frame, message)));
    return Delivery.ACCEPTED;
  }

  public final void unstash() {
    unstash(Integer.MAX_VALUE);
  }

  public final void unstash(int most) {
    turn().attention = true;
    if (most < 1) {
      throw new IllegalArgumentException("messages to unstash: " + most + "; allowed: 1 or more");
    }
    bringBack(most);
  }

  final void bringBack(int most) {
    ColdState x = coldStateOrNull();
    if (x != null && x.stash != null) {
      bringBack(x.stash, most);
    }
  }

  final void bringBack(ArrayDeque<StashedNode> aside, int most) {
    if (!aside.isEmpty()) {
      setPending(concat(StashedNode.chain(aside, most), pending()));
    }
  }

  public final void pause(Class<?> type) {
    Pauses.pause(self(), turn(), type);
  }

  public final void resume(Class<?> type) {
    Pauses.resume(self(), turn(), type);
  }

  public final void become(Behavior<M> behavior) {
    Frame frame = turn();
    if (frame.scope != null) {
      throw new IllegalStateException(
          path() + " handles this within another behavior, and cannot become a third one");
    }
    frame.attention = true;
    this.behavior = Pauses.replace(this.behavior, Objects.requireNonNull(behavior, "behavior"));
  }

  public final <T> void signalAll(
      AgentRef<T> target,
      Iterator<? extends T> messages,
      Runnable then,
      Consumer<? super Throwable> failure) {
    turn();
    Series.begin(self(), target, messages, then, Objects.requireNonNull(failure, "failure"));
  }

  public final <T> void signalAll(
      AgentRef<T> target, Iterator<? extends T> messages, Runnable then) {
    turn();
    Series.begin(self(), target, messages, then, null);
  }

  final Outbox outbox() {
    ColdState x = coldState();
    if (x.outbox == null) {
      x.outbox = new Outbox();
    }
    return x.outbox;
  }

  // Answers.

  public final Optional<Duration> deadline() {
    Answer<?> question = Answer.atWork(turn());
    long left = question == null ? Long.MAX_VALUE : question.nanosLeft();
    return left == Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, left)));
  }

  public final <T> T detached(Supplier<? extends T> begin) {
    Objects.requireNonNull(begin, "begin");
    Frame frame = turn();
    boolean before = frame.detached;
    frame.detached = true;
    try {
      return begin.get();
    } finally {
      frame.detached = before;
    }
  }

  public final void detached(Runnable begin) {
    Objects.requireNonNull(begin, "begin");
    detached(() -> {
      begin.run();
      return this;
    });
  }

  public final List<Await<?>> waits() {
    turn();
    ColdState x = coldStateOrNull();
    return x == null || x.waits == null ? List.of() : x.waits.list();
  }

  public final <R> void onAnswer(
      Await<R> await, Consumer<? super R> then, Consumer<? super Throwable> failure) {
    turn();
    Objects.requireNonNull(failure, "failure");
    Continuation.meanwhile(self(), (AbstractAwait<R>) await, then, failure);
  }

  public final <R> void onAnswer(Await<R> await, Consumer<? super R> then) {
    turn();
    Continuation.meanwhile(self(), (AbstractAwait<R>) await, then, null);
  }

  public final <R> void await(
      Await<R> await, Consumer<? super R> then, Consumer<? super Throwable> failure) {
    Objects.requireNonNull(failure, "failure");
    Continuation.exclusively(self(), turn(), (AbstractAwait<R>) await, then, failure);
  }

  public final <R> void await(Await<R> await, Consumer<? super R> then) {
    Continuation.exclusively(self(), turn(), (AbstractAwait<R>) await, then, null);
  }
}
