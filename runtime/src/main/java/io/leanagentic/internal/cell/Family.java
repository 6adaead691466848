package io.leanagentic.internal.cell;

/** What an agent is a child of: another agent, or the runtime. */
public sealed interface Family permits Contextual, RootAgents {

  /** A child has ended; any thread. Needs no memory. */
  void childEnded(Ending end);

  /** A child has failed in a way that its supervision leaves to its parent; any thread. */
  void childEscalated(Cell<?> child, Throwable cause);
}
