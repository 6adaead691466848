package io.leanagentic.internal;

import io.leanagentic.AgentRef;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.Subscription;
import io.leanagentic.extension.AgentView;
import io.leanagentic.extension.Inspection;
import io.leanagentic.extension.ListenerView;
import io.leanagentic.extension.Panel;
import io.leanagentic.extension.Talk;
import io.leanagentic.extension.TypeTalk;
import io.leanagentic.extension.WorkerView;
import io.leanagentic.internal.agent.AgentCell;
import io.leanagentic.internal.agent.AgentInspector;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.Task;
import io.leanagentic.internal.scheduler.WorkStealingScheduler;
import io.leanagentic.internal.scheduler.Worker;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at the agents and the workers of one runtime. */
record RuntimeInspection(RuntimeCore runtime) implements Inspection {

  @Override
  public List<AgentView> agents(int most) {
    checkMost(most);
    return AgentInspector.views(runtime.rootAgents().all(), running(), most);
  }

  private static void checkMost(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most is " + most + "; allowed: 1 or more");
    }
  }

  private Set<Task> running() {
    var running = Collections.<Task>newSetFromMap(new IdentityHashMap<>());
    WorkStealingScheduler scheduler = runtime.scheduler();
    if (scheduler != null) {
      scheduler.forEachRunning(running::add);
    }
    return running;
  }

  @Override
  public List<StackTraceElement> stackOf(AgentRef<?> agent) {
    var cell = (AgentCell<?>) agent;
    WorkStealingScheduler scheduler = runtime.scheduler();
    List<StackTraceElement> onWorker = scheduler == null ? List.of() : scheduler.stackOf(cell);
    return onWorker.isEmpty() ? AgentInspector.ownStack(cell) : onWorker;
  }

  @Override
  public Optional<AgentView> agent(AgentRef<?> agent) {
    return agent.isAlive()
        ? Optional.of(AgentInspector.view((AgentCell<?>) agent, running()))
        : Optional.empty();
  }

  @Override
  public List<AgentRef<?>> children(AgentRef<?> agent, int most) {
    checkMost(most);
    return List.copyOf(AgentInspector.children((AgentCell<?>) agent, most));
  }

  @Override
  public List<WorkerView> workers() {
    WorkStealingScheduler scheduler = runtime.scheduler();
    return scheduler == null
        ? List.of()
        : scheduler.look().stream().map(RuntimeInspection::view).toList();
  }

  @Override
  public List<Talk> talks() {
    return runtime.lookAtTalks().agents();
  }

  @Override
  public List<TypeTalk> typeTalks() {
    return runtime.lookAtTalks().types();
  }

  private static WorkerView view(Worker.Look look) {
    return new WorkerView(
        look.name(),
        look.task() instanceof AgentCell<?> cell ? cell : null,
        look.asleep(),
        look.detached(),
        look.queued(),
        look.turns(),
        look.steals(),
        look.stolen(),
        look.parks(),
        look.turnNanos(),
        look.theftNanos(),
        look.patienceNanos());
  }

  @Override
  public List<ListenerView> listeners() {
    return runtime.reports().events.look();
  }

  @Override
  public void report(Supplier<RuntimeEvent.Trouble> trouble) {
    Objects.requireNonNull(trouble, "trouble");
    runtime.reports().events.publish(trouble::get);
  }

  @Override
  public Subscription show(Supplier<Panel> panel) {
    return runtime.reports().panels.show(Objects.requireNonNull(panel, "panel"));
  }

  @Override
  public List<Panel> panels() {
    return runtime.reports().panels.look();
  }

  @Override
  public Optional<Wait> waitOf(AgentRef<?> agent) {
    return AgentInspector.waitOf((AgentCell<?>) agent);
  }

  @Override
  public Times waiting() {
    return runtime.reports().waiting.snapshot();
  }

  @Override
  public Optional<AgentRef<?>> bystander() {
    Frame frame = Frame.ofThread();
    @Nullable Task current = frame == null ? null : frame.current();
    return current instanceof AgentCell<?> cell && cell.runtime() == runtime
        ? Optional.of(cell)
        : Optional.empty();
  }
}
