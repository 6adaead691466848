package io.leanagentic.observe.otel;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Sending;
import io.leanagentic.capability.Shared;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * Traces of OpenTelemetry through agents. A trace goes along with messages as pairs ({@code
 * traceparent} and what else the propagators write), on every way that {@linkplain
 * AgentRuntime#with pairs} take: mailboxes, stashes, timers, waits for room, shards that move.
 *
 * <pre>{@code
 * var tracing = AgentTracing.of(runtime, openTelemetry);
 * var desk = runtime.spawn("desk", () -> tracing.traced(new Desk()));
 * tracing.run(() -> desk.signal(order)); // within the span that is current here
 * }</pre>
 *
 * <p>Whoever begins a trace decides, by the sampler of the SDK, whether it is recorded: a turn is a
 * span if its message has a trace that is sampled. Other turns cost a look at their pairs, and
 * agents that are not traced cost nothing; they pass on what came along all the same.
 *
 * <p>Any thread may call any method.
 */
@Shared("tracers and propagators are for many threads, and nothing here changes")
public final class AgentTracing {
  private static final String NAME = "io.leanagentic";
  private static final String NOW =
      "what it is given runs in this thread before it returns, and contexts are immutable";
  private static final String AGENT = "leanagentic.agent";

  private final AgentRuntime runtime;
  private final Tracer tracer;
  private final Carrier carrier;

  private AgentTracing(AgentRuntime runtime, OpenTelemetry openTelemetry) {
    this.runtime = runtime;
    tracer =
        Objects.requireNonNull(openTelemetry.getTracerProvider(), "its tracer provider").get(NAME);
    carrier =
        new Carrier(
            Objects.requireNonNull(openTelemetry.getPropagators(), "its propagators")
                .getTextMapPropagator());
  }

  /** Traces of {@code openTelemetry} through agents of {@code runtime}. */
  public static AgentTracing of(AgentRuntime runtime, OpenTelemetry openTelemetry) {
    return new AgentTracing(
        Objects.requireNonNull(runtime, "runtime"),
        Objects.requireNonNull(openTelemetry, "openTelemetry"));
  }

  // From outside.

  /** Runs {@code action} now: the current context goes along with what it sends. */
  @CapUnchecked(NOW)
  public void run(Runnable action) {
    Objects.requireNonNull(action, "action");
    call(() -> {
      action.run();
      return this;
    });
  }

  /** As {@link #run}; returns what {@code action} returns, and throws what it throws. */
  @CapUnchecked(NOW)
  public <R, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> action) throws X {
    Objects.requireNonNull(action, "action");
    return carrying(Context.current(), action);
  }

  private <R, X extends Throwable> R carrying(
      Context own, ScopedValue.CallableOp<? extends R, X> action) throws X {
    var scope = carrier.scope(runtime, own);
    return scope.isPresent() ? scope.get().call(action) : action.call();
  }

  /**
   * What goes along with the message that the calling thread handles: for code that continues
   * elsewhere, such as on a thread of its own.
   */
  public Context context() {
    return carrier.read(runtime.pairs());
  }

  // Turns.

  /**
   * {@code behavior}, whose messages are spans. A fresh behavior needs a fresh one, so make it in
   * the factory. A shard's behavior that hands over its state, and continuations, use {@link
   * #turn}.
   */
  @Iso
  public <M> Behavior<M> traced(@Sending Behavior<M> behavior) {
    return new TracedBehavior<>(this, Objects.requireNonNull(behavior, "behavior"));
  }

  /** A piece of a turn. */
  @FunctionalInterface
  public interface Work<X extends Throwable> {
    /** Runs now. */
    void run() throws X;
  }

  /**
   * Runs {@code work}, which is a span if the message of this turn has a trace that is sampled: the
   * child of whatever sent the message, current in this thread, and the parent of whatever {@code
   * work} sends.
   *
   * @param name of the span, such as that of the message's class
   * @throws IllegalStateException if this is no turn of the agent
   */
  public <X extends Throwable> void turn(AgentContext<?> context, String name, Work<X> work)
      throws X {
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(work, "work");
    Context parent = carrier.read(context.pairs());
    if (!isSampled(parent)) {
      work.run();
      return;
    }
    Span span =
        tracer
            .spanBuilder(name)
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(parent)
            .setAttribute(AGENT, context.self().path())
            .startSpan();
    Context own = parent.with(span);
    carrier.write(context, own);
    Scope current = own.makeCurrent();
    try {
      work.run();
    } catch (Throwable failure) {
      failed(span, failure);
      throw failure;
    } finally {
      current.close();
      carrier.write(context, parent); // what this turn sends after the work is no part of it
      span.end();
    }
  }

  private static boolean isSampled(Context context) {
    return Span.fromContext(context).getSpanContext().isSampled();
  }

  private static void failed(Span span, Throwable failure) {
    span.setStatus(StatusCode.ERROR, failure.getClass().getName());
    span.recordException(failure);
  }

  // Questions.

  /**
   * Asks as {@link AgentRef#ask} does; from now until the answer is here, or cannot come any more,
   * is a span, if the trace of this turn or the current one is sampled. Whoever answers is its
   * child.
   */
  @CapUnchecked(NOW)
  public <M, R> Await<R> ask(
      AgentRef<M> agent,
      @Sending Function<? super Reply<R>, ? extends M> message,
      Duration timeout) {
    Objects.requireNonNull(agent, "agent");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(timeout, "timeout");
    Context current = Context.current();
    Context parent = isSampled(current) ? current : context();
    if (!isSampled(parent)) {
      return agent.ask(message, timeout);
    }
    String path = agent.path();
    Span span =
        tracer
            .spanBuilder("ask " + path)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(parent)
            .setAttribute(AGENT, path)
            .startSpan();
    try {
      Await<R> answer = carrying(parent.with(span), () -> agent.ask(message, timeout));
      answer.whenDone((result, failure) -> {
        if (failure != null) {
          failed(span, failure);
        }
        span.end();
      });
      return answer;
    } catch (Throwable failure) {
      failed(span, failure);
      span.end();
      throw failure;
    }
  }
}
