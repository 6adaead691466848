package io.leanagentic.internal.await;

import io.leanagentic.AgentRef;
import io.leanagentic.AwaitCancelledException;
import io.leanagentic.AwaitException;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import io.leanagentic.internal.scheduler.Aside;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.Worker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question: the right to give it and the wait for it, in one object.
 *
 * @param <R> the answer
 */
public sealed class Answer<R> extends AbstractAwait<R> implements Reply<R>, OnBehalf, Along
    permits PromisedAnswer {
  /*
   * Structure
   *   A question asked in a turn that handles another is begun on behalf of that other one, its outer question. So is a
   *   wait that begins there, and what is to happen when the asker gives up (Closing). `begun` of the outer question
   *   holds them: null, the only one that is open, or Several. Its deadline is the last moment for each of them.
   *
   *   The outer question is over
   *     given up: cancelled, or its time is up      what was begun for it ends at once
   *     answered, in the turn that handles it       what nobody waits for ends with the turn (Questions.end)
   *     answered elsewhere                          the same at once
   *
   * Ordering
   *   begins: add to `begun`, then read the state      pairs with   giveUp, complete: write the state, then read `begun`
   *
   * Invariants
   *   Q1  what was begun for a question that is given up ends, once     CancelTest, CancelSimulationTest
   *   Q2  nothing begun for a question has a later deadline             DeadlineTest, CancelSimulationTest
   */
  private final @Nullable AgentRef<?> target;
  private final Duration timeout;

  /**
   * The class of the question, or a text that says what is awaited. Set before the question is
   * sent; a racy read, for an error text, does no harm.
   */
  private @Nullable Object subject;

  /**
   * The agent that has the question and is to answer it. Written by an agent that has it; see
   * Questions.
   */
  private @Nullable Object keeper;

  /** What was begun on behalf of this question; see Structure. */
  private @Nullable OnBehalf begun;

  /**
   * Begins to wait, on nobody's behalf.
   *
   * @param target the agent that is asked, or null
   * @param timeout how long; more than zero
   */
  public Answer(AwaitHost host, @Nullable AgentRef<?> target, Duration timeout) {
    this(host, target, timeout, false);
  }

  private Answer(
      AwaitHost host, @Nullable AgentRef<?> target, Duration timeout, boolean mayHaveOuter) {
    super(host);
    this.target = target;
    this.timeout = timeout;
    long nanos = Timeouts.positive(timeout);
    Frame turn = host.frame();
    Answer<?> outer = null;
    if (turn != null) {
      beganIn(host.asker(turn));
      outer = mayHaveOuter ? atWork(turn) : null;
    }
    // Last: from here on the timer's thread may see this object.
    host.timers().scheduleTimeout(this, nanos, outer);
    if (outer != null) {
      outer.begins(this);
    }
  }

  /** Begins to wait for the answer of {@code target}, on behalf of what the caller handles. */
  public static <R> Answer<R> asking(AwaitHost host, AgentRef<?> target, Duration timeout) {
    return new Answer<>(host, target, timeout, true);
  }

  /** The question on whose behalf the turn of {@code frame} begins things at present, or null. */
  public static @Nullable Answer<?> atWork(Frame frame) {
    return frame.question instanceof Answer<?> question
            && !frame.detached
            && (!question.isDone() || question.isGivenUp())
        ? question
        : null;
  }

  /** Notes that {@code next} was begun on behalf of this question. */
  public final void begins(OnBehalf next) {
    OnBehalf all;
    for (; ; ) {
      OnBehalf seen = (OnBehalf) BEGUN.getAcquire(this);
      if (seen instanceof Several several) {
        several.add(next);
        VarHandle.fullFence(); // see Ordering
        all = several;
        break;
      }
      all = next;
      if (seen != null && !seen.isOver()) {
        var several = new Several(seen);
        several.add(next);
        all = several;
      }
      if (BEGUN.compareAndSet(this, seen, all)) {
        break;
      }
    }
    if (isGivenUpVolatile()) {
      end(all);
    }
  }

  /** Whether the only open thing that was begun on behalf of this question is {@code one}. */
  public final boolean beganOnly(Object one) {
    return BEGUN.getAcquire(this) == one;
  }

  /** Ends what was begun on behalf of this question, as it is over. */
  public final void endBegun() {
    if (BEGUN.getVolatile(this) instanceof OnBehalf all) {
      end(all);
    }
  }

  private void end(OnBehalf all) {
    if (all.isOver()) {
      return;
    }
    Aside ending = Awaits.aside(() -> all.over(this));
    Worker worker = Worker.current();
    if (all instanceof Several || BEGUN.compareAndSet(this, all, null)) {
      try {
        runAside(ending);
      } catch (StackOverflowError e) {
        if (worker == null) {
          throw e; // see checkStack
        }
        Frame to = worker.frame;
        to.stranded = new @Nullable Object[] {this, to.stranded, ending};
      }
    }
  }

  @Override
  public final void over(Answer<?> outer) {
    if (!outer.isGivenUp()) {
      leave(null);
    } else if (!isDone()) {
      endBecause(
          outer.failureOrNull() instanceof AwaitTimeoutException
              ? new AwaitTimeoutException(
                  describe() + " did not come in the time that was left for " + outer.describe())
              : new AwaitCancelledException(
                  "the wait for "
                      + describe()
                      + " was cancelled together with the one for "
                      + outer.describe()));
    }
  }

  @Override
  public final boolean isOver() {
    return isDone();
  }

  /** Ends the wait because nobody waits any more. */
  private boolean endBecause(AwaitException why) {
    Objects.requireNonNull(hostOrNull()).touched(target);
    return giveUp(why);
  }

  @Override
  final boolean cancelOpen() {
    return endBecause(cancelled());
  }

  @Override
  public final void onClosed(Runnable action) {
    Objects.requireNonNull(action, "action");
    if (!isDone() || isGivenUp()) {
      begins(new Closing(Objects.requireNonNull(hostOrNull()), action));
    }
  }

  @Override
  public final void interruptOnClosed() {
    Frame turn = Objects.requireNonNull(hostOrNull()).frame();
    if (turn == null || !turn.mayBlock || turn.question != this) {
      throw new IllegalStateException(
          turn != null && turn.mayBlock
              ? "the calling agent is not handling the question of this reply"
              : "only a loop agent, or one with AgentConfig.withBlocking(), may be interrupted");
    }
    Interruption.endIn(turn);
    var wish = new Interruption();
    turn.interruption = wish;
    begins(wish);
  }

  /** How long its asker will still wait; zero or less if not at all, MAX_VALUE for ever. */
  public final long nanosLeft() {
    return isDone() ? 0 : Objects.requireNonNull(hostOrNull()).timers().nanosLeft(this);
  }

  /** Says what was asked, for error texts. Called before the question is sent. */
  public final void askedBy(Object message) {
    subject = message.getClass();
  }

  /** Whether {@code message} is the question, as it was asked. */
  public final boolean wasAskedBy(Object message) {
    return subject == message.getClass();
  }

  /**
   * Says what is awaited, for error texts, where it is not the answer to a question: {@code the end
   * of /trading/AAPL}.
   */
  public final void describedAs(String text) {
    subject = text;
  }

  public final @Nullable Object keeper() {
    return keeper;
  }

  public final void keptBy(Object keeper) {
    this.keeper = keeper;
  }

  @Override
  public final Delivery send(R answer) {
    Objects.requireNonNull(
        answer, "the answer must not be null; to say that there is none use fail() or an Optional");
    CapabilitySanitizer.crosses(answer, "the asker");
    checkStack();
    return taken(complete(answer), answer);
  }

  @Override
  public final Delivery fail(Throwable cause) {
    Objects.requireNonNull(cause, "the cause of a failed answer must not be null");
    checkStack();
    return taken(completeFailed(cause), cause);
  }

  @Override
  public final boolean isOpen() {
    return !isDone();
  }

  private Delivery taken(boolean inTime, Object answer) {
    if (inTime) {
      return Delivery.ACCEPTED;
    }
    Objects.requireNonNull(hostOrNull()).lateReply(answer);
    return Delivery.REJECTED;
  }

  @Override
  final void ended() {
    if (BEGUN.getVolatile(this) == null) {
      return;
    }
    Frame turn = Objects.requireNonNull(hostOrNull()).frame();
    if (turn == null || turn.question != this || isGivenUp()) {
      endBegun();
    }
  }

  @Override
  final void timeIsUp() {
    endBecause(
        isCapped()
            ? new AwaitTimeoutException(
                describe() + " did not come in the time that was left for another question")
            : tooLate(timeout));
  }

  @Override
  final void runtimeEnds() {
    endBecause(runtimeClosed());
  }

  @Override
  public @Nullable AgentRef<?> target() {
    return target;
  }

  @Override
  public final String describe() {
    Object subject = this.subject;
    if (subject instanceof String text) {
      return text;
    }
    var text =
        new StringBuilder(target == null ? "a promised answer" : "the answer of " + target.path());
    if (subject instanceof Class<?> message) {
      text.append(" to ").append(nameOf(message));
    }
    return text.toString();
  }

  /** {@code BookCommand.Best} for a nested class, without its package. */
  private static String nameOf(Class<?> message) {
    String name = message.getName();
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return simple.replace('$', '.');
  }

  private static final VarHandle BEGUN;

  static {
    try {
      BEGUN = MethodHandles.lookup().findVarHandle(Answer.class, "begun", OnBehalf.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
