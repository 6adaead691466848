package io.leanagentic;

import io.leanagentic.capability.Iso;

public interface Behavior<M> {
  void receive(AgentContext<M> context, @Iso M message) throws Exception;
}
