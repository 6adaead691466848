package io.leanagentic.internal.await;

import io.leanagentic.AgentRef;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question: the right to give it and the wait for it, in one object.
 *
 * @param <R> the answer
 */
public sealed class Answer<R> extends AbstractAwait<R> implements Reply<R> permits PromisedAnswer {
  private final @Nullable AgentRef<?> target;
  private final Duration timeout;

  /**
   * The class of the question, or a text that says what is awaited. Only for error texts, so a racy
   * read does no harm.
   */
  private @Nullable Object subject;

  /**
   * The agent that has the question and is to answer it. Written by an agent that has it; see
   * Questions.
   */
  private @Nullable Object keeper;

  /**
   * Begins to wait.
   *
   * @param target the agent that is asked, or null
   * @param timeout how long; more than zero
   */
  public Answer(AwaitHost host, @Nullable AgentRef<?> target, Duration timeout) {
    super(host);
    this.target = target;
    this.timeout = timeout;
    long nanos = Timeouts.positive(timeout);
    beganIn(host.asker());
    // Last: from here on the timer's thread may see this object.
    host.timers().scheduleTimeout(this, nanos);
  }

  /** Says what was asked, for error texts. Called before the question is sent. */
  public final void askedBy(Object message) {
    subject = message.getClass();
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
    return taken(complete(answer), answer);
  }

  @Override
  public final Delivery fail(Throwable cause) {
    Objects.requireNonNull(cause, "the cause of a failed answer must not be null");
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
  protected final void onTimer() {
    if (isDone()) {
      resumeIfCutOff();
    } else {
      String waited = Timeouts.text(timeout);
      completeFailed(new AwaitTimeoutException(describe() + " did not come within " + waited));
    }
  }

  @Override
  protected final void onClosed() {
    if (isDone()) {
      resumeIfCutOff();
    } else {
      completeFailed(runtimeClosed());
    }
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
}
