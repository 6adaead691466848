package io.leanagentic;

import io.leanagentic.capability.Sending;

public interface AgentRef<M> {
  void signal(@Sending M message);
}
