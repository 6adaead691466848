package io.leanagentic.extension;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRuntime;
import io.leanagentic.capability.Shared;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pairs that go along with a message, for a library that keeps a message and sends or handles
 * it in a later turn. The runtime's own ways need no help: stash, timers, continuations, and a
 * message that waits for room.
 */
@Shared("the only one is the runtime's, which never changes")
public interface Baggage {

  /** The pairs of the calling thread, see {@link AgentRuntime#pairs}; null if there are none. */
  static @Nullable Baggage of(AgentRuntime runtime) {
    return ((Source) Objects.requireNonNull(runtime, "runtime")).baggage();
  }

  /**
   * From here to the end of the turn these are its pairs, instead of those that it has.
   *
   * @param baggage null for none
   * @throws IllegalStateException if this is no turn of the agent
   */
  static void restore(AgentContext<?> context, @Nullable Baggage baggage) {
    ((Scope.Holder) Objects.requireNonNull(context, "context")).carry(baggage);
  }

  /** What knows the pairs of the calling thread: every {@link AgentRuntime}. */
  interface Source {
    /** See {@link Baggage#of}. */
    @Nullable Baggage baggage();
  }
}
