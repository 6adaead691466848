package reject.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import support.X;

/** What is kept cannot be passed on. */
class StoresAndForwards implements Behavior<StoresAndForwards.Load> {
  record Load(@Iso X x, AgentRef<Load> next) implements Message {}
  private X last = new X();
  @Override public void receive(AgentContext<Load> context, Load load) {
    last = load.x();
    load.next().signal(load); // expect: CAP102
  }
}
