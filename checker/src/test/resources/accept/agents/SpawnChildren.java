package accept.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import support.P;
import support.X;

/** Children that take what they need with them. */
class SpawnChildren implements Behavior<String> {
  private final P plan = new P(1, "a");
  static class Child implements Behavior<String> {
    private final X mine;
    private final AgentRef<String> parent;
    Child(X mine, AgentRef<String> parent) {
      this.mine = mine;
      this.parent = parent;
    }
    @Override public void receive(AgentContext<String> context, String text) {
      mine.mutate();
      parent.signal(text + mine.read());
    }
  }
  @Override public void receive(AgentContext<String> context, String text) {
    AgentRef<String> self = context.self();
    AgentRef<String> child = context.spawn(() -> new Child(new X(plan.a()), self));
    child.signal(text);
    AgentRef<String> echo = context.<String>spawn(() -> (inner, more) -> self.signal(more));
    echo.signal(text);
  }
}
