package io.leanagentic.internal.cell;

/** What an agent is a child of: another agent, or the runtime. */
public sealed interface Family permits Contextual, RootAgents {

  /** A child has ended; any thread. */
  void childEnded(Cell<?> child);

  /** A child has failed in a way that its supervision leaves to its parent; any thread. */
  void childEscalated(Cell<?> child, Throwable cause);
}
