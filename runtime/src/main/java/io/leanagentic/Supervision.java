package io.leanagentic;

import io.leanagentic.capability.Val;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What happens when an agent fails: an exception leaves its constructor, its behavior or one of its
 * hooks.
 *
 * <p>An {@code Error} other than {@code StackOverflowError} and {@code AssertionError} is reported
 * and always escalates.
 *
 * @param directive what to do with a failure that {@code exceptions} does not name
 * @param exceptions directives for kinds of failure; the nearest superclass counts
 * @param maxRestarts restarts allowed within {@code window}; one more failure ends the agent;
 *     {@link Integer#MAX_VALUE} for no limit
 * @param window the time over which restarts are counted, without the time waited before them: a
 *     long back-off does not keep the limit from being reached
 * @param minBackoff wait before the first restart of a series; doubles with each further one
 * @param maxBackoff longest wait before a restart
 * @param jitter share of the wait that is random, 0.0 to 1.0, so that agents that failed together
 *     do not return together
 */
public record Supervision(
    Directive directive,
    @Val Map<Class<? extends Throwable>, Directive> exceptions,
    int maxRestarts,
    Duration window,
    Duration minBackoff,
    Duration maxBackoff,
    double jitter) {

  private static final Supervision BASE =
      new Supervision(
          Directive.RESTART,
          Map.of(),
          10,
          Duration.ofMinutes(1),
          Duration.ofMillis(10),
          Duration.ofSeconds(5),
          0.2);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Supervision {
    Objects.requireNonNull(directive, "directive");
    Objects.requireNonNull(exceptions, "exceptions");
    exceptions.forEach((type, one) -> {
      Objects.requireNonNull(type, "a type of the exceptions");
      Objects.requireNonNull(one, () -> "directive of " + type);
    });
    exceptions = Map.copyOf(exceptions);
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(minBackoff, "minBackoff");
    Objects.requireNonNull(maxBackoff, "maxBackoff");
    if (maxRestarts < 0) {
      throw new IllegalArgumentException("max restarts is " + maxRestarts + "; allowed: 0 or more");
    }
    if (!window.isPositive()) {
      throw new IllegalArgumentException(
          "restart window is " + window + "; allowed: more than zero");
    }
    if (minBackoff.isNegative() || maxBackoff.compareTo(minBackoff) < 0) {
      throw new IllegalArgumentException(
          "back-off is " + minBackoff + " to " + maxBackoff + "; allowed: zero or more, rising");
    }
    if (!(jitter >= 0.0 && jitter <= 1.0)) {
      throw new IllegalArgumentException("jitter is " + jitter + "; allowed: 0.0 to 1.0");
    }
  }

  /** Restart, at most 10 times a minute, with a back-off from 10 ms to 5 s: the default. */
  public static Supervision restart() {
    return BASE;
  }

  /** Keep the state and continue. */
  public static Supervision resume() {
    return BASE.withDirective(Directive.RESUME);
  }

  /** End the agent. */
  public static Supervision stop() {
    return BASE.withDirective(Directive.STOP);
  }

  /** End the agent and fail the parent. */
  public static Supervision escalate() {
    return BASE.withDirective(Directive.ESCALATE);
  }

  /**
   * The directive for {@code failure}: that of its nearest class in {@code exceptions}, else the
   * default one.
   */
  public Directive directiveFor(Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    for (Class<?> type = failure.getClass(); type != Object.class; type = type.getSuperclass()) {
      Directive named = exceptions.get(type);
      if (named != null) {
        return named;
      }
    }
    return directive;
  }

  /** This with another default directive. */
  public Supervision withDirective(Directive directive) {
    return new Supervision(
        directive, exceptions, maxRestarts, window, minBackoff, maxBackoff, jitter);
  }

  /** This with a directive of its own for failures of {@code type} and its subclasses. */
  public Supervision with(Class<? extends Throwable> type, Directive directive) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(directive, "directive");
    var all = new HashMap<>(exceptions);
    all.put(type, directive);
    return new Supervision(
        this.directive, Map.copyOf(all), maxRestarts, window, minBackoff, maxBackoff, jitter);
  }

  /** This with at most {@code maxRestarts} restarts within {@code window}. */
  public Supervision withLimit(int maxRestarts, Duration window) {
    return new Supervision(
        directive, exceptions, maxRestarts, window, minBackoff, maxBackoff, jitter);
  }

  /** This with waits from {@code min} to {@code max} before a restart. */
  public Supervision withBackoff(Duration min, Duration max) {
    return new Supervision(directive, exceptions, maxRestarts, window, min, max, jitter);
  }

  /** This with another random share of the wait. */
  public Supervision withJitter(double jitter) {
    return new Supervision(
        directive, exceptions, maxRestarts, window, minBackoff, maxBackoff, jitter);
  }
}
