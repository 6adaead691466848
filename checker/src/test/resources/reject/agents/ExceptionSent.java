package reject.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import support.K;

/** A failure leaves as text, not as the object. */
class ExceptionSent implements Behavior<Reply<Object>> {
  @Override public void receive(AgentContext<Reply<Object>> context, Reply<Object> reply) {
    try {
      K.may();
    } catch (Exception e) {
      reply.send(e); // expect: CAP102
    }
  }
}
