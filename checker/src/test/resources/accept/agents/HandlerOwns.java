package accept.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import java.util.ArrayList;
import java.util.List;
import support.X;

/** What a handler receives is its own, without a word. */
class HandlerOwns implements Behavior<HandlerOwns.Load> {
  record Load(@Iso X x, AgentRef<Load> next) implements Message {}
  private final List<X> kept = new ArrayList<>();
  @Override public void receive(AgentContext<Load> context, Load load) {
    if (load.x().read() > 3) {
      load.next().signal(load);
    } else {
      kept.add(load.x());
    }
  }
}
