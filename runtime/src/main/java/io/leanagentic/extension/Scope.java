package io.leanagentic.extension;

import io.leanagentic.AgentContext;
import io.leanagentic.Await;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is at, in the eyes of a library that runs behaviors of users within its own. What
 * the behavior begins meanwhile belongs to it: waits for answers, whose continuations run within
 * the same again, and messages put aside. It cannot {@linkplain AgentContext#become become} another
 * behavior meanwhile. All methods are called in turns of that agent.
 */
public interface Scope {

  /**
   * The agent begins to wait by {@code onAnswer} or {@code await}. May {@linkplain Await#cancel
   * cancel} the wait; then its continuation hears of that.
   */
  void begun(Await<?> answer);

  /** The continuation of {@code answer} has run, or will never run. */
  void over(Await<?> answer);

  /** What is put aside instead of {@code message}, by {@code stash}. */
  Object aside(Object message);

  /**
   * From now on the agent is at {@code scope}; null for nothing in particular. Who enters one
   * leaves it in the same turn.
   *
   * @throws IllegalStateException if this is no turn of the agent
   */
  static void enter(AgentContext<?> context, @Nullable Scope scope) {
    ((Holder) context).within(scope);
  }

  /** Who can be at something: every {@link AgentContext} is one. Called by {@link #enter}. */
  interface Holder {
    /** See {@link #enter}. */
    void within(@Nullable Scope scope);
  }
}
