package reject.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import java.util.ArrayList;
import java.util.List;
import support.X;

/** An answer cannot be the agent's own list. */
class ReplyWithState implements Behavior<Reply<List<X>>> {
  private final List<X> rows = new ArrayList<>();
  @Override public void receive(AgentContext<Reply<List<X>>> context, Reply<List<X>> reply) {
    reply.send(rows); // expect: CAP102
  }
}
