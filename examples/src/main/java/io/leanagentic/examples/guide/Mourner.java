package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.Terminated;
import org.jspecify.annotations.Nullable;

// region watch
/** Is notified of the end of agents that it watches, related or not. */
final class Mourner implements Behavior<Mourner.Watch> {
  record Watch(AgentRef<?> agent, Reply<String> end) {}

  private @Nullable Watch last;

  @Override
  public void receive(AgentContext<Watch> context, Watch message) {
    context.watch(message.agent()); // from any agent to any agent
    last = message;
  }

  @Override
  public void onTerminated(AgentContext<Watch> context, Terminated terminated) {
    if (last != null) {
      String how = terminated.cause().map(Throwable::toString).orElse("it stopped");
      last.end().send(terminated.agent().path() + " ended: " + how);
    }
  }
}
// endregion
