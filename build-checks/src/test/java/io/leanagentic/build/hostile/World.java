package io.leanagentic.build.hostile;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Channel;
import io.leanagentic.ContextKey;
import io.leanagentic.ContextScope;
import io.leanagentic.Mailbox;
import io.leanagentic.MailboxConfig;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.Select;
import io.leanagentic.Supervision;
import io.leanagentic.Terminated;
import io.leanagentic.Timers;
import io.leanagentic.capability.Slot;
import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.orchestration.Acquisition;
import io.leanagentic.orchestration.Broadcast;
import io.leanagentic.orchestration.BroadcastConfig;
import io.leanagentic.orchestration.BroadcastStrategy;
import io.leanagentic.orchestration.Fenced;
import io.leanagentic.orchestration.Hedge;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.Leases;
import io.leanagentic.orchestration.LiveTopology;
import io.leanagentic.orchestration.Publication;
import io.leanagentic.orchestration.Quorum;
import io.leanagentic.orchestration.QuorumRule;
import io.leanagentic.orchestration.Retry;
import io.leanagentic.orchestration.ShardConfig;
import io.leanagentic.orchestration.ShardGroup;
import io.leanagentic.orchestration.ShardMap;
import io.leanagentic.orchestration.Topology;
import io.leanagentic.orchestration.TreeAggregation;
import io.leanagentic.orchestration.drawing.TopologyDrawing;
import io.leanagentic.orchestration.spi.BroadcastTransport;
import io.leanagentic.spi.Clock;
import io.leanagentic.spi.Seams;
import io.leanagentic.testkit.AgentHarness;
import io.leanagentic.testkit.Fate;
import io.leanagentic.testkit.Link;
import io.leanagentic.testkit.ManualClock;
import io.leanagentic.testkit.Probe;
import io.leanagentic.testkit.Quiescence;
import io.leanagentic.testkit.SimulatedRuntime;
import io.leanagentic.testkit.Strategy;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A small system, of which any part may be called, and given as an argument. */
final class World implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(1);

  /** What an agent of the world is sent: it is run in its turn. */
  private interface Job {
    void run(Object self) throws Exception;
  }

  private final AgentRuntime runtime = AgentRuntime.start();
  private final SimulatedRuntime simulated = SimulatedRuntime.start(1);
  private final AgentRef<Object> handler =
      runtime.spawn("handler", (context, message) -> runIn(context, message));
  private final AgentRef<Object> loop = runtime.spawn("loop", World::runLoop);
  private final Map<Class<?>, Supplier<?>> parts = new LinkedHashMap<>();
  private int made;

  World() {
    var leases = Leases.of(runtime);
    Topology<AgentRef<Object>> ring = Topology.ring(List.of(handler, loop));
    part(AgentRuntime.class, () -> runtime);
    part(AgentRef.class, () -> handler);
    part(Await.class, () -> Await.of("answer"));
    part(Channel.class, () -> runtime.channel(2));
    part(Promise.class, () -> runtime.promise(LONG));
    part(Reply.class, () -> runtime.promise(LONG).reply());
    part(Select.class, Select::create);
    part(ContextScope.class, () -> runtime.with("name", "value"));
    part(RuntimeConfig.class, RuntimeConfig::defaults);
    part(AgentConfig.class, () -> AgentConfig.DEFAULT);
    part(MailboxConfig.class, () -> MailboxConfig.DEFAULT);
    part(Supervision.class, Supervision::restart);
    part(ContextKey.class, () -> ContextKey.of("name"));
    part(Seams.class, Seams::system);
    part(Clock.class, Clock::system);
    part(Terminated.class, () -> new Terminated(handler, Optional.empty()));
    part(Slot.class, () -> new Slot<Object>("value"));
    part(Leases.class, () -> leases);
    part(Lease.class, () -> lease(leases));
    part(LeaseHolder.class, () -> LeaseHolder.named("somebody"));
    part(Fenced.class, () -> new Fenced<>("fenced", new StringBuilder()));
    part(Topology.class, () -> ring);
    part(TopologyDrawing.class, () -> TopologyDrawing.of(ring, AgentRef::path));
    part(LiveTopology.class, () -> LiveTopology.start(runtime, ring));
    part(BroadcastStrategy.class, BroadcastStrategy.All::new);
    part(BroadcastTransport.class, Broadcast::inProcessTransport);
    part(BroadcastConfig.class, () -> BroadcastConfig.of(BroadcastStrategy.gossip()));
    part(
        Broadcast.class,
        () -> Broadcast.start(runtime, ring, BroadcastConfig.of(BroadcastStrategy.gossip())));
    part(
        Publication.class,
        () -> Broadcast.start(runtime, List.of(handler), new BroadcastStrategy.All()).publish("x"));
    part(Quorum.class, () -> Quorum.of(runtime, List.of(handler, loop)));
    part(QuorumRule.class, QuorumRule::majority);
    part(QuorumRule.Share.class, () -> QuorumRule.Share.Part.ALL);
    part(Hedge.class, () -> new Hedge(1, Duration.ofMillis(1)));
    part(Retry.class, () -> Retry.of(2));
    part(ShardConfig.class, () -> ShardConfig.DEFAULT);
    part(ShardMap.class, () -> ShardMap.of(List.of("a", "b")));
    part(ShardGroup.class, this::shards);
    part(TreeAggregation.class, () -> TreeAggregation.of(runtime, ring, handler));
    part(SimulatedRuntime.class, () -> simulated);
    part(Probe.class, simulated::probe);
    part(Quiescence.class, simulated::quiesce);
    part(Fate.class, Fate::doubled);
    part(AgentHarness.class, () -> AgentHarness.of(simulated, "harness", () -> (_, _) -> {}));
    part(Link.class, () -> simulated.link(simulated.probe().ref()));
    part(ManualClock.class, () -> new ManualClock(Instant.EPOCH));
    part(Strategy.class, Strategy::random);
    part(Path.class, () -> Path.of("no", "such", "folder"));
    part(OpenTelemetry.class, OpenTelemetry::noop);
  }

  private <T> void part(Class<T> type, Supplier<?> made) {
    parts.put(type, made);
  }

  private Lease lease(Leases leases) {
    var resource = "resource " + ++made;
    var holder = LeaseHolder.named("somebody");
    return ((Acquisition.Granted) leases.tryAcquire(resource, holder, LONG).join()).lease();
  }

  private ShardGroup<Object, Object> shards() {
    Behavior<Object> behavior = (_, _) -> {};
    return ShardGroup.start(runtime, "shards" + ++made, List.of("a", "b"), _ -> behavior);
  }

  private static void runIn(Object self, Object message) throws Exception {
    if (message instanceof Job job) {
      job.run(self);
    }
  }

  private static void runLoop(Mailbox<Object> mailbox) throws Exception {
    while (true) {
      runIn(mailbox, mailbox.receive());
    }
  }

  /** One of {@code type}; empty if the world has none. */
  Optional<Object> some(Class<?> type) {
    return Optional.ofNullable(parts.get(type)).map(Supplier::get);
  }

  /** Calls, in the turn of an agent if {@code type} is what an agent has there. */
  Object on(Class<?> type, java.util.function.Function<Object, Callable<Object>> call)
      throws Exception {
    if (type == AgentContext.class || type == Timers.class) {
      return inTurn(
          handler,
          self -> {
            var context = (AgentContext<?>) self;
            return call.apply(type == Timers.class ? context.timers() : context).call();
          });
    }
    if (type == Mailbox.class) {
      return inTurn(loop, self -> call.apply(self).call());
    }
    return call.apply(some(type).orElseThrow()).call();
  }

  boolean has(Class<?> type) {
    return parts.containsKey(type)
        || List.of(AgentContext.class, Timers.class, Mailbox.class).contains(type);
  }

  private interface Work {
    Object apply(Object self) throws Exception;
  }

  private static Object inTurn(AgentRef<Object> agent, Work work) throws Exception {
    var result = new CompletableFuture<Object>();
    Job job =
        self -> {
          try {
            result.complete(work.apply(self));
          } catch (Throwable t) {
            result.completeExceptionally(t);
          }
        };
    agent.signal(job);
    try {
      return result.get();
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) e.getCause();
    }
  }

  AgentRef<Object> ended() {
    AgentRef<Object> ended = runtime.spawn((AgentContext<Object> _, Object _) -> {});
    ended.abort();
    ended.termination(LONG).join();
    return ended;
  }

  long defects() {
    return ((RuntimeCore) runtime).defects();
  }

  /** Whether both agents still answer. */
  void requireAlive() throws Exception {
    inTurn(handler, _ -> "fine");
    inTurn(loop, _ -> "fine");
  }

  @Override
  public void close() {
    runtime.abort();
    simulated.close();
  }
}
