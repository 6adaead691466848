package io.leanagentic.extension;

import io.leanagentic.AgentContext;
import io.leanagentic.Await;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is working on, for a library that runs users' behaviors within its own. Whatever
 * the behavior begins meanwhile belongs to the scope: waits for answers, whose continuations run
 * within the same scope, and stashed messages. Within a scope the behavior cannot {@linkplain
 * AgentContext#become become} another one. All methods are called in turns of that agent.
 */
public interface Scope {

  /**
   * The agent begins to wait by {@code onAnswer} or {@code await}. May {@linkplain Await#cancel
   * cancel} the wait; its continuation is then notified.
   */
  void begun(Await<?> answer);

  /** The continuation of {@code answer} has run, or will never run. */
  void over(Await<?> answer);

  /** What is put aside instead of {@code message}, by {@code stash}. */
  Object aside(Object message);

  /**
   * The agent now works within {@code scope}; null for none. A library that enters one leaves it in
   * the same turn.
   *
   * @throws IllegalStateException if this is no turn of the agent
   */
  static void enter(AgentContext<?> context, @Nullable Scope scope) {
    ((Holder) Objects.requireNonNull(context, "context")).within(scope);
  }

  /** What can enter a scope: every {@link AgentContext} can. */
  interface Holder {
    /** See {@link #enter}. */
    void within(@Nullable Scope scope);

    /** See {@link Baggage#restore}. */
    void carry(@Nullable Baggage baggage);
  }
}
