package reject.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import java.util.ArrayList;
import java.util.List;
import support.X;

/** A child may not share a field of its parent. */
class ChildSharesField implements Behavior<String> {
  private final List<X> rows = new ArrayList<>();
  @Override public void receive(AgentContext<String> context, String text) {
    context.<String>spawn(() -> (inner, more) -> rows.clear()); // expect: CAP102
  }
}
