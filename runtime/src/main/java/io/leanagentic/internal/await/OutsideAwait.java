package io.leanagentic.internal.await;

import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An answer of code that is not an agent's. At its deadline, when it is cancelled and when the
 * runtime ends, that code is told to stop, but is not waited for.
 *
 * @param <R> the answer
 */
abstract sealed class OutsideAwait<R> extends AbstractAwait<R> permits CallAwait, StageAwait {
  final AwaitHost host;
  private final Duration timeout;
  private final long nanos;

  OutsideAwait(AwaitHost host, Duration timeout) {
    super(host);
    this.host = host;
    this.timeout = timeout;
    this.nanos = Timeouts.positive(timeout);
  }

  /** Sets the deadline, once this is whole: the timer's thread may see it from now on. */
  final void begin() {
    host.timers().scheduleTimeout(this, nanos);
  }

  /** Tells the code to stop: nobody waits for it any more. Runs aside; may throw. */
  abstract void stop();

  final void answered(R answer) {
    CapabilitySanitizer.crosses(answer, "who awaits it");
    if (!complete(answer)) {
      host.lateReply(answer);
    }
  }

  private boolean endWith(Throwable failure) {
    boolean ended = completeFailed(failure);
    if (ended) {
      guardedAside();
    }
    return ended;
  }

  private void guardedAside() {
    runAside(
        Awaits.aside(() -> {
          try {
            stop();
          } catch (Throwable failure) {
            host.callbackFailed(() -> "the cancel of " + describe() + " failed", failure);
          }
        }));
  }

  @Override
  final boolean cancelOpen() {
    return endWith(cancelled());
  }

  @Override
  final void timeIsUp() {
    endWith(tooLate(timeout));
  }

  @Override
  final void runtimeEnds() {
    endWith(runtimeClosed());
  }

  /** Never null: says what returned null instead. */
  static <T> T notNull(@Nullable T answer, String whose) {
    return Objects.requireNonNull(
        answer, whose + " is null; to say that there is none use an Optional");
  }
}
