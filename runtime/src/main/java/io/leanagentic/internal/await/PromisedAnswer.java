package io.leanagentic.internal.await;

import io.leanagentic.AgentRef;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a promise. The code that keeps the promise says what it depends on, and what
 * becomes of an answer that nobody takes.
 *
 * @param <R> the answer
 */
public final class PromisedAnswer<R> extends Answer<R> {
  private final AwaitHost host;
  private volatile @Nullable Consumer<? super R> unwanted;
  private volatile @Nullable AgentRef<?> agent;
  private volatile List<? extends AbstractAwait<?>> awaits = List.of();

  /** The agent that waits for it, the last one that began to. Under the lock of the wait graph. */
  public @Nullable Object waiter;

  /** Begins to wait. */
  public PromisedAnswer(AwaitHost host, Duration timeout) {
    super(host, null, timeout);
    this.host = host;
  }

  /** Sets what to do with an answer that nobody takes. */
  public void whenUnwanted(Consumer<? super R> action) {
    unwanted = action;
  }

  /** Says that the answer comes only after {@code agent} has continued; null for no agent. */
  public void needs(@Nullable AgentRef<?> agent) {
    this.agent = agent;
    host.needsChanged(this);
  }

  /** Says that the answer comes only after those of all {@code awaits}. */
  public void needs(List<? extends AbstractAwait<?>> awaits) {
    this.awaits = awaits;
    host.needsChanged(this);
  }

  /** Ends the wait because what it needs closes a cycle. */
  public void failBecause(Throwable cycle) {
    completeFailed(cycle);
  }

  @Override
  public boolean take() {
    return unwanted == null || claim();
  }

  @Override
  public boolean giveBack() {
    Consumer<? super R> action = unwanted;
    if (action == null) {
      return false;
    }
    R value = valueOrNull();
    if (value != null && reclaim()) {
      guarded((given, none) -> action.accept(value));
    }
    return true;
  }

  @Override
  public @Nullable AgentRef<?> target() {
    return agent;
  }

  @Override
  public List<? extends AbstractAwait<?>> sources() {
    return awaits;
  }
}
