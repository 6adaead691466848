package reject.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;

/** The context belongs to one agent. */
class ChildHoldsContext {
  static class Parent implements Behavior<String> {
    @Override public void receive(AgentContext<String> context, String text) {
      context.<String>spawn(() -> (inner, more) -> context.self()); // expect: CAP102
    }
  }
}
