package io.leanagentic;

import io.leanagentic.capability.Sending;
import java.util.function.Supplier;

public interface AgentContext<M> {
  AgentRef<M> self();

  <T> AgentRef<T> spawn(@Sending Supplier<? extends Behavior<T>> factory);
}
