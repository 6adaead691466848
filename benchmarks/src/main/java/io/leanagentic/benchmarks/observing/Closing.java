package io.leanagentic.benchmarks.observing;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import org.jspecify.annotations.Nullable;

/** Closes a ring: its first message is the address of the next agent. */
final class Closing implements Behavior<Object> {
  private @Nullable AgentRef<Object> next;

  @Override
  @SuppressWarnings("unchecked")
  public void receive(AgentContext<Object> context, Object message) {
    if (message instanceof AgentRef<?> first) {
      next = (AgentRef<Object>) first;
    } else if (next != null) {
      next.signal(message);
    }
  }
}
