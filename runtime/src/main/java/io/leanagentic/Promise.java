package io.leanagentic;

import io.leanagentic.capability.Sending;
import io.leanagentic.internal.await.Awaits;
import io.leanagentic.internal.await.PromisedAnswer;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Both ends of one answer, for callers outside of agents.
 *
 * <p>The owner of the promise may say more about it before giving both ends away: what happens to
 * an answer that is not taken, and what the answer depends on.
 *
 * @param reply the right to answer, once
 * @param await where the answer arrives
 * @param <R> the answer
 */
public record Promise<R>(Reply<R> reply, Await<R> await) {

  /**
   * Says what to do with an answer that was accepted but not taken: the waiter was interrupted,
   * cancelled, restarted or ended at the same moment, or waited for several answers and did not get
   * them all. For answers that only one can have, such as a lease, an element or a connection.
   *
   * <p>Exactly one of {@code action} and the waiter gets the answer. An observer by {@link
   * Await#whenDone} has not taken it.
   *
   * @param action runs in the thread that gives up; keep it short; what it throws is logged
   * @return this
   * @throws IllegalStateException if this promise is not one of {@link AgentRuntime#promise}
   */
  public Promise<R> whenUnwanted(@Sending Consumer<? super R> action) {
    promised().whenUnwanted(Objects.requireNonNull(action, "action"));
    return this;
  }

  /**
   * Says that the answer needs {@code agent} to make progress first, so that an await that closes a
   * cycle through this promise fails at once with an {@link AwaitCycleException}. Replaces an
   * earlier agent; if an agent waits in such a cycle already, this promise fails.
   *
   * @param agent null for none
   * @return this
   * @throws IllegalStateException if this promise is not one of {@link AgentRuntime#promise}
   */
  public Promise<R> needs(@Nullable AgentRef<?> agent) {
    promised().needs(agent);
    return this;
  }

  /**
   * As {@link #needs(AgentRef)}: there is no answer before all of {@code awaits} are done. Replaces
   * an earlier list.
   *
   * @return this
   * @throws IllegalStateException if this promise is not one of {@link AgentRuntime#promise}
   */
  public Promise<R> needs(List<? extends Await<?>> awaits) {
    promised().needs(Awaits.needed(awaits));
    return this;
  }

  /**
   * Says that the answer is an event that may never come, such as a turn in a line, and not the end
   * of work that was begun: a runtime that is closed does not wait for it, unless an agent needs it
   * to answer a question.
   *
   * @return this
   * @throws IllegalStateException if this promise is not one of {@link AgentRuntime#promise}
   */
  public Promise<R> asEvent() {
    promised().asEvent();
    return this;
  }

  private PromisedAnswer<R> promised() {
    if (reply instanceof PromisedAnswer<R> promised) {
      return promised;
    }
    throw new IllegalStateException(
        "reply is " + reply + "; allowed: that of AgentRuntime.promise");
  }
}
