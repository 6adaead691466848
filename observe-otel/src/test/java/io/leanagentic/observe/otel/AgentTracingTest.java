package io.leanagentic.observe.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.capability.Iso;
import io.leanagentic.extension.Inspection;
import io.leanagentic.orchestration.ShardConfig;
import io.leanagentic.orchestration.ShardGroup;
import io.leanagentic.orchestration.ShardMap;
import io.leanagentic.testkit.SimulatedRuntime;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose child each span is, whichever way the message took. In virtual time. */
class AgentTracingTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final SimulatedRuntime runtime = SimulatedRuntime.start(1);
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk = sdk(exporter, Sampler.alwaysOn());
  private final AgentTracing tracing = AgentTracing.of(runtime.agents(), sdk);

  private static OpenTelemetrySdk sdk(InMemorySpanExporter exporter, Sampler sampler) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build())
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  @AfterEach
  void end() {
    runtime.agents().abort();
    sdk.close();
  }

  /** A trace called {@code name}, which goes along with what {@code action} sends. */
  private void trace(String name, @Iso Runnable action) {
    trace(sdk, tracing, name, action);
  }

  private static void trace(
      OpenTelemetry sdk, AgentTracing tracing, String name, @Iso Runnable action) {
    Span span = sdk.getTracer("test").spanBuilder(name).startSpan();
    try (Scope _ = Context.root().with(span).makeCurrent()) {
      tracing.run(action);
    }
    span.end();
  }

  /** The span whose name ends so. */
  private SpanData span(String name) {
    List<SpanData> found =
        exporter.getFinishedSpanItems().stream()
            .filter(span -> span.getName().endsWith(name))
            .toList();
    assertEquals(1, found.size(), () -> name + " in " + exporter.getFinishedSpanItems());
    return found.getFirst();
  }

  private void assertChild(String parent, String child) {
    assertEquals(span(parent).getTraceId(), span(child).getTraceId());
    assertEquals(span(parent).getSpanId(), span(child).getParentSpanId());
  }

  record First(String text) {}

  record Second(String text) {}

  record Question(Reply<String> reply) {}

  /** Passes each message on. */
  record Passing(AgentRef<Second> next) implements Behavior<First> {
    @Override
    public void receive(AgentContext<First> context, First first) {
      next.signal(new Second(first.text()));
    }
  }

  /** Does nothing, or fails. */
  record Receiving() implements Behavior<Second> {
    @Override
    public void receive(AgentContext<Second> context, Second second) {
      if (second.text().isEmpty()) {
        throw new IllegalArgumentException("no text");
      }
    }
  }

  private AgentRef<Second> receiving() {
    AgentTracing own = tracing;
    return runtime.spawn("last", () -> own.traced(new Receiving()));
  }

  private AgentRef<First> passing() {
    AgentTracing own = tracing;
    AgentRef<Second> next = receiving();
    return runtime.spawn("first", () -> own.traced(new Passing(next)));
  }

  @Test
  void eachTurnIsTheChildOfTheTurnThatSentItsMessage() {
    AgentRef<First> first = passing();
    trace("root", () -> first.signal(new First("hello")));
    runtime.settle();
    assertChild("root", "First");
    assertChild("First", "Second");
    assertEquals(SpanKind.CONSUMER, span("First").getKind());
    assertTrue(span("Second").getAttributes().toString().contains("/last"));
  }

  /** Passes each message on, after a piece of the turn that is a span of its own. */
  record Working(AgentTracing tracing, AgentRef<Second> next) implements Behavior<First> {
    @Override
    public void receive(AgentContext<First> context, First first) {
      tracing.turn(context, "work", () -> {});
      next.signal(new Second(first.text()));
    }
  }

  @Test
  void whatIsSentAfterAPieceOfATurnIsNoChildOfIt() {
    AgentTracing own = tracing;
    AgentRef<Second> next = receiving();
    AgentRef<First> first = runtime.spawn("first", () -> own.traced(new Working(own, next)));
    trace("root", () -> first.signal(new First("hello")));
    runtime.settle();
    assertChild("First", "work");
    assertChild("First", "Second");
  }

  @Test
  void whatIsCurrentOutsideIsTheParent() {
    AgentRuntime runtime = this.runtime.agents();
    OpenTelemetry openTelemetry = sdk;
    Span span = sdk.getTracer("test").spanBuilder("root").startSpan();
    try (Scope _ = span.makeCurrent()) {
      // region tracing
      AgentTracing tracing = AgentTracing.of(runtime, openTelemetry);
      AgentRef<Second> desk = runtime.spawn("desk", () -> tracing.traced(new Receiving()));
      tracing.run(() -> desk.signal(new Second("hello"))); // in the span that is current here
      // endregion
    }
    span.end();
    this.runtime.settle();
    assertChild("root", "Second");
  }

  @Test
  void consolesShowTheClassThatIsTraced() {
    AgentRef<Second> last = receiving();
    var view = Inspection.of(runtime.agents()).agent(last).orElseThrow();
    assertEquals(Receiving.class, view.type());
  }

  @Test
  void anUntracedAgentPassesOnWhatCameAlong() {
    AgentRef<Second> next = receiving();
    AgentRef<First> first = runtime.spawn("plain", () -> new Passing(next));
    trace("root", () -> first.signal(new First("hello")));
    runtime.settle();
    assertChild("root", "Second");
  }

  @Test
  void aMessageWithoutATraceMakesNoSpan() {
    AgentRef<First> first = passing();
    first.signal(new First("hello"));
    runtime.settle();
    assertEquals(List.of(), exporter.getFinishedSpanItems());
  }

  @Test
  void aTraceThatIsNotSampledMakesNoSpan() {
    var none = InMemorySpanExporter.create();
    try (var silent = sdk(none, Sampler.alwaysOff())) {
      AgentTracing quiet = AgentTracing.of(runtime.agents(), silent);
      AgentRef<Second> last = runtime.spawn("quiet", () -> quiet.traced(new Receiving()));
      trace(silent, quiet, "root", () -> last.signal(new Second("hello")));
      runtime.settle();
      assertEquals(List.of(), none.getFinishedSpanItems());
    }
  }

  @Test
  void nothingGoesAlongWithoutAnSdk() {
    AgentTracing off = AgentTracing.of(runtime.agents(), OpenTelemetry.noop());
    var seen = new CopyOnWriteArrayList<String>();
    AgentRef<Second> last =
        runtime.spawn("off", (context, second) -> seen.add("" + context.pairs()));
    trace(OpenTelemetry.noop(), off, "root", () -> last.signal(new Second("hello")));
    runtime.settle();
    assertEquals(List.of("{}"), seen);
  }

  @Test
  void aFailureIsInTheSpanOfItsTurn() {
    AgentRef<Second> last = receiving();
    trace("root", () -> last.signal(new Second("")));
    runtime.settle();
    SpanData failed = span("Second");
    assertEquals(StatusData.error().getStatusCode(), failed.getStatus().getStatusCode());
    assertEquals("exception", failed.getEvents().getFirst().getName());
  }

  /** Asks, and passes on the answer. */
  record Asking(AgentTracing tracing, AgentRef<Question> whom) implements Behavior<First> {
    @Override
    public void receive(AgentContext<First> context, First first) {
      Await<String> answer = tracing.ask(whom, Question::new, LONG);
      context.onAnswer(answer, text -> {}, failure -> {});
    }
  }

  /** Answers, or never does. */
  record Answering(boolean answers) implements Behavior<Question> {
    @Override
    public void receive(AgentContext<Question> context, Question question) {
      if (answers) {
        question.reply().send("yes");
      }
    }
  }

  private void ask(boolean answers) {
    AgentTracing own = tracing;
    AgentRef<Question> whom = runtime.spawn("whom", () -> own.traced(new Answering(answers)));
    AgentRef<First> asks = runtime.spawn("asks", () -> own.traced(new Asking(own, whom)));
    trace("root", () -> asks.signal(new First("hello")));
    runtime.advance(LONG.plusSeconds(1));
  }

  @Test
  void aQuestionIsASpanBetweenItsAskerAndItsAnswerer() {
    ask(true);
    assertChild("root", "First");
    assertChild("First", "ask /whom");
    assertChild("ask /whom", "Question");
    assertEquals(SpanKind.CLIENT, span("ask /whom").getKind());
    assertEquals(StatusData.unset(), span("ask /whom").getStatus());
  }

  @Test
  void aQuestionWithoutAnAnswerIsAnError() {
    ask(false);
    SpanData question = span("ask /whom");
    assertTrue(question.getStatus().getDescription().contains("AwaitTimeoutException"));
  }

  @Test
  void aTraceGoesAlongWithATimer() {
    AgentRef<Second> last = receiving();
    AgentTracing own = tracing;
    AgentRef<First> waits =
        runtime.spawn(
            "waits",
            () ->
                own.traced((context, first) -> {
                  if (first.text().equals("later")) {
                    last.signal(new Second("now"));
                  } else {
                    context.timers().once("later", LONG, new First("later"));
                  }
                }));
    trace("root", () -> waits.signal(new First("hello")));
    runtime.settle();
    SpanData begun = span("First");
    exporter.reset();
    runtime.advance(LONG.plusSeconds(1));
    assertEquals(begun.getTraceId(), span("First").getTraceId());
    assertEquals(begun.getSpanId(), span("First").getParentSpanId());
    assertChild("First", "Second");
  }

  @Test
  void aTraceGoesAlongThroughAWaitForRoom() {
    AgentTracing own = tracing;
    AgentRef<Second> slow =
        runtime.spawn(
            "slow",
            AgentConfig.DEFAULT.withCapacity(1),
            () ->
                own.traced((context, second) ->
                    context.await(context.runtime().after(LONG), delay -> {})));
    AgentRef<First> first = runtime.spawn("first", () -> own.traced(new Passing(slow)));
    first.signal(new First("one")); // these two are slow's, and fill its mailbox
    first.signal(new First("two"));
    first.signal(new First("three")); // parks
    trace("root", () -> first.signal(new First("four")));
    runtime.settle();
    assertEquals(1, runtime.agents().metrics().agentParks());
    runtime.advance(LONG.multipliedBy(6));
    assertChild("root", "First");
    assertChild("First", "Second");
  }

  /** Puts all aside until it is told otherwise. */
  static final class Stashing implements Behavior<Second> {
    private boolean open;

    @Override
    public void receive(AgentContext<Second> context, Second second) {
      if (second.text().equals("open")) {
        open = true;
        context.unstash();
      } else if (!open) {
        context.stash(second);
      }
    }
  }

  @Test
  void aTraceGoesAlongThroughAStash() {
    AgentTracing own = tracing;
    AgentRef<Second> stashing = runtime.spawn("stashing", () -> own.traced(new Stashing()));
    trace("root", () -> stashing.signal(new Second("hello")));
    runtime.settle();
    SpanData aside = span("Second");
    exporter.reset();
    stashing.signal(new Second("open"));
    runtime.settle();
    assertEquals(aside.getTraceId(), span("Second").getTraceId());
  }

  /** What a shard does: waits, or handles a message in a span. */
  sealed interface Command {
    record Wait(Await<Integer> until) implements Command {}

    record Say(String key) implements Command {}
  }

  record Member(AgentTracing tracing) implements Behavior<Command> {
    @Override
    public void receive(AgentContext<Command> context, Command command) {
      switch (command) {
        case Command.Wait(var until) -> context.await(until, answer -> {});
        case Command.Say(var key) -> tracing.turn(context, "say " + key, () -> {});
      }
    }
  }

  @Test
  void aTraceGoesAlongWithAKeyThatMovesToAnotherShard() {
    AgentTracing own = tracing;
    ShardGroup<String, Command> group =
        ShardGroup.start(
            runtime.agents(),
            "group",
            ShardMap.of(List.of("a", "b")),
            shard -> new Member(own),
            ShardConfig.DEFAULT);
    var until = runtime.agents().<Integer>promise(LONG);
    List<String> keys = List.of("k1", "k2", "k3", "k4", "k5", "k6");
    keys.forEach(key -> group.signal(key, new Command.Wait(until.await())));
    runtime.settle();
    var move = group.remove("a");
    runtime.settle();
    keys.forEach(key -> trace("root of " + key, () -> group.signal(key, new Command.Say(key))));
    until.reply().send(1);
    runtime.advance(LONG);
    assertTrue(move.join().share() > 0.3);
    keys.forEach(key -> assertChild("root of " + key, "say " + key));
  }

  @Test
  void aTraceThatFindsNoPlaceIsLostAndTheMessageIsNot() {
    var seen = new CopyOnWriteArrayList<String>();
    AgentRef<Second> last =
        runtime.spawn(
            "last", (context, second) -> seen.add(second.text() + context.pairs().size()));
    var full = runtime.agents().with("p0", "0");
    for (int i = 1; i < 16; i++) {
      full = full.with("p" + i, "" + i);
    }
    full.run(() -> trace("root", () -> last.signal(new Second("hello"))));
    runtime.settle();
    assertEquals(List.of("hello16"), seen);
  }
}
