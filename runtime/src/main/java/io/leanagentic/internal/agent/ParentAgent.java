package io.leanagentic.internal.agent;

/** The parent of an agent: another agent, or the runtime. */
public sealed interface ParentAgent permits AgentFamily, RootAgents {

  /** A child has ended. Any thread. Needs no memory. */
  void childEnded(Ending end);

  /** A child has failed in a way that its supervision leaves to its parent. Any thread. */
  void childEscalated(AgentCell<?> child, Throwable cause);
}
