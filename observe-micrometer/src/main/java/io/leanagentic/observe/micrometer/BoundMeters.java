package io.leanagentic.observe.micrometer;

import io.leanagentic.RuntimeMetrics;
import io.leanagentic.RuntimeMetrics.Percentiles;
import io.leanagentic.extension.AgentView.Activity;
import io.leanagentic.observe.Finding;
import io.leanagentic.observe.Snapshot;
import io.leanagentic.observe.TypeRow;
import io.leanagentic.observe.WorkerRow;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The meters of one runtime in one registry. */
final class BoundMeters {
  private static final String PREFIX = "leanagentic.";
  private static final String OTHERS = "others";
  private static final int MOST_TYPES = 50;

  private final MeterRegistry registry;
  private final Tags tags;
  private final Supplier<Snapshot> look;
  private final Set<String> types = ConcurrentHashMap.newKeySet();
  private final Set<String> kinds = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<Meter> meters = new ConcurrentLinkedQueue<>();

  BoundMeters(MeterRegistry registry, Tags tags, Supplier<Snapshot> look) {
    this.registry = registry;
    this.tags = tags;
    this.look = look;
  }

  // What every runtime has.

  void registerAll() {
    agents();
    messages();
    failures();
    workers();
    times("look.time", Tags.empty(), "Time of the last look.", s -> s.took().toNanos());
  }

  private void agents() {
    gauge(
        "agents.alive",
        "agents",
        Tags.empty(),
        "Agents that have not ended.",
        s -> s.metrics().agentsAlive());
    for (Activity activity : Activity.values()) {
      gauge(
          "agents.activity",
          "agents",
          Tags.of("activity", activity.name().toLowerCase(Locale.ROOT)),
          "Agents that do this at the moment.",
          s -> s.activities().getOrDefault(activity, 0));
    }
    counter("agents.spawned", "agents", "Agents ever spawned.", RuntimeMetrics::agentsSpawned);
    counter(
        "agents.parks",
        "parks",
        "Times an agent parked on a full mailbox.",
        RuntimeMetrics::agentParks);
    counter(
        "cycles.opened",
        "cycles",
        "Cycles of parked agents that were opened.",
        RuntimeMetrics::cyclesOpened);
    percentiles("spawn.time", "Time of a sampled spawn.", RuntimeMetrics::spawning);
  }

  private void messages() {
    counter("messages.handled", "messages", "Messages handled.", RuntimeMetrics::handled);
    counter(
        "messages.dead",
        "messages",
        "Messages that no agent will handle.",
        RuntimeMetrics::deadLetters);
    counter(
        "messages.rejected",
        "messages",
        "Signals refused because of full mailboxes.",
        RuntimeMetrics::rejected);
    counter(
        "messages.burst.refused",
        "messages",
        "Signals that failed their turn because it had sent its whole burst.",
        RuntimeMetrics::burstsTooLong);
    counter(
        "replies.late",
        "replies",
        "Answers that came too late or were not the first.",
        RuntimeMetrics::lateReplies);
    counter(
        "questions.skipped",
        "questions",
        "Questions not begun, because nobody waited any more.",
        RuntimeMetrics::skipped);
    percentiles(
        "messages.waiting.time",
        "Time of sampled messages from signal to handling.",
        RuntimeMetrics::waiting);
  }

  private void failures() {
    counter("failures", "failures", "Exceptions that left a behavior.", RuntimeMetrics::failures);
    counter(
        "callback.failures",
        "failures",
        "Exceptions of listeners, loggers and callbacks.",
        RuntimeMetrics::callbackFailures);
    counter(
        "defects",
        "defects",
        "Failures of the runtime itself, mostly for lack of heap.",
        RuntimeMetrics::defects);
    counter("restarts", "restarts", "Restarts after a failure.", RuntimeMetrics::restarts);
    counter(
        "stuck", "turns", "Times an agent held its worker for too long.", RuntimeMetrics::stuck);
  }

  private void workers() {
    gauge(
        "workers.alive",
        "threads",
        Tags.empty(),
        "Threads that run turns.",
        s -> s.metrics().workers());
    gauge(
        "workers.busy",
        "threads",
        Tags.empty(),
        "Workers that run a turn at the moment.",
        s -> s.workers().stream().filter(worker -> !worker.running().isEmpty()).count());
    gauge(
        "workers.queued",
        "agents",
        Tags.empty(),
        "Agents that wait for a certain worker.",
        s -> s.workers().stream().mapToLong(WorkerRow::queued).sum());
    counter("turns", "turns", "Turns run.", RuntimeMetrics::turns);
    counter("turns.stolen", "turns", "Turns taken by steals.", RuntimeMetrics::stolen);
    counter("steals", "steals", "Times a worker took work from another.", RuntimeMetrics::steals);
    counter(
        "workers.parks",
        "parks",
        "Times a worker fell asleep for lack of work.",
        RuntimeMetrics::workerParks);
  }

  // What a look shows for the first time.

  /** Registers what {@code snapshot} has for the first time. */
  void meet(Snapshot snapshot) {
    for (TypeRow row : snapshot.types()) {
      boolean others = row.type().equals(OTHERS);
      if ((others || types.size() < MOST_TYPES) && types.add(row.type())) {
        type(row.type());
      } else if (!types.contains(row.type()) && types.add(OTHERS)) {
        type(OTHERS);
      }
    }
    for (Finding finding : snapshot.findings()) {
      String kind = finding.kind();
      if (kinds.add(kind)) {
        gauge(
            "findings",
            "findings",
            Tags.of("kind", kind),
            "Findings of this kind.",
            s -> s.findings().stream().filter(one -> one.kind().equals(kind)).count());
      }
    }
  }

  private void type(String type) {
    Tags tag = Tags.of("type", type);
    gauge("type.agents", "agents", tag, "Agents of this type.", s -> sum(s, type, TypeRow::agents));
    gauge(
        "type.queued",
        "messages",
        tag,
        "Messages that wait for agents of this type.",
        s -> sum(s, type, TypeRow::depth));
    gauge(
        "type.rate",
        "messages_per_second",
        tag,
        "Messages that agents of this type handle per second, lately.",
        s -> sum(s, type, TypeRow::perSecond));
    gauge(
        "type.busy",
        "agents",
        tag,
        "Agents of this type that are at work, on average.",
        s -> sum(s, type, TypeRow::busy));
  }

  /** NaN if the look has it among the others. */
  private double sum(Snapshot snapshot, String type, ToDoubleFunction<TypeRow> value) {
    double sum = 0;
    boolean found = false;
    boolean summedUp = false;
    for (TypeRow row : snapshot.types()) {
      boolean known = types.contains(row.type());
      if (known ? row.type().equals(type) : type.equals(OTHERS)) {
        sum += value.applyAsDouble(row);
        found = true;
      }
      summedUp |= row.type().equals(OTHERS);
    }
    return summedUp && !found ? Double.NaN : sum;
  }

  // Kinds of meters. Each holds this, and so keeps all it reads alive: a registry alone would not.

  private void gauge(
      String name, String unit, Tags tag, String what, ToDoubleFunction<Snapshot> value) {
    meters.add(
        Gauge.builder(PREFIX + name, () -> value.applyAsDouble(look.get()))
            .description(what)
            .baseUnit(unit)
            .tags(tags.and(tag))
            .register(registry));
  }

  private void counter(
      String name, String unit, String what, ToLongFunction<RuntimeMetrics> value) {
    meters.add(
        FunctionCounter.builder(PREFIX + name, look, l -> value.applyAsLong(l.get().metrics()))
            .description(what)
            .baseUnit(unit)
            .tags(tags)
            .register(registry));
  }

  private void times(String name, Tags tag, String what, ToLongFunction<Snapshot> nanos) {
    meters.add(
        TimeGauge.builder(PREFIX + name, () -> nanos.applyAsLong(look.get()), TimeUnit.NANOSECONDS)
            .description(what)
            .tags(tags.and(tag))
            .register(registry));
  }

  private void percentiles(String name, String what, Function<RuntimeMetrics, Percentiles> times) {
    times(name, Tags.of("quantile", "0.5"), what, s -> times.apply(s.metrics()).p50());
    times(name, Tags.of("quantile", "0.9"), what, s -> times.apply(s.metrics()).p90());
    times(name, Tags.of("quantile", "0.99"), what, s -> times.apply(s.metrics()).p99());
    times(name, Tags.of("quantile", "1"), what, s -> times.apply(s.metrics()).max());
  }

  void removeAll() {
    meters.forEach(registry::remove);
    meters.clear();
  }
}
