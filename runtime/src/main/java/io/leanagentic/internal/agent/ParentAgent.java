package io.leanagentic.internal.agent;

/** What an agent is a child of: another agent, or the runtime. */
public sealed interface ParentAgent permits AgentFamily, RootAgents {

  /** A child has ended; any thread. Needs no memory. */
  void childEnded(Ending end);

  /** A child has failed in a way that its supervision leaves to its parent; any thread. */
  void childEscalated(AgentCell<?> child, Throwable cause);
}
