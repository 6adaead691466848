package io.leanagentic.internal.agent;

import org.jspecify.annotations.Nullable;

/**
 * Something that the runtime makes an agent do in its turn: either in its place among the messages,
 * or, as a control event, before the next message, even if the agent handles none at present.
 */
abstract class Event {
  /** The control event that came before this one; see {@link ColdState}. */
  @Nullable Event earlier;

  abstract void apply(AgentCell<?> cell) throws Exception;

  /** Whether it is applied before messages that the agent holds back. */
  boolean mayOvertake() {
    return true;
  }

  /** Called if the agent ends before it applies this. */
  void drop() {}
}
