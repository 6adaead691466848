package io.leanagentic.observe.otel;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.Terminated;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Iso;
import io.leanagentic.extension.Wrapper;

/** A behavior whose messages are spans. */
@CapUnchecked("what it gives to a turn runs before that returns")
record TracedBehavior<M>(AgentTracing tracing, Behavior<M> inner) implements Behavior<M>, Wrapper {

  @Override
  public Behavior<M> wrapped() {
    return inner;
  }

  @Override
  public void receive(AgentContext<M> context, @Iso M message) throws Exception {
    String name = message.getClass().getSimpleName();
    tracing.<Exception>turn(context, name, () -> inner.receive(context, message));
  }

  @Override
  public void onStart(AgentContext<M> context) throws Exception {
    tracing.<Exception>turn(context, "onStart", () -> inner.onStart(context));
  }

  @Override
  public void onTerminated(AgentContext<M> context, Terminated terminated) throws Exception {
    inner.onTerminated(context, terminated);
  }

  @Override
  public void onRestart(AgentContext<M> context, Throwable cause) throws Exception {
    inner.onRestart(context, cause);
  }

  @Override
  public void onStop(AgentContext<M> context) throws Exception {
    inner.onStop(context);
  }
}
