package io.leanagentic.internal.agent;

import io.leanagentic.Behavior;
import io.leanagentic.extension.AgentView;
import io.leanagentic.extension.AgentView.Activity;
import io.leanagentic.extension.Inspection.Wait;
import io.leanagentic.extension.Wrapper;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.scheduler.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at agents from outside, while they run. */
public final class AgentInspector {
  /*
   * What belongs to an agent's turn is read without its turn: sizes of collections and links between siblings may be
   * old, or a moment apart. Nothing is followed that could break by that. A list of children ends early if the child
   * at which the reader stands is forgotten just then: its links are cleared. Such a child has ended, so the reader
   * notices, and begins again; a few times.
   */
  private static final int ATTEMPTS = 3;

  private static final int MOST_WRAPPERS = 8;

  private AgentInspector() {}

  /** Those of {@code roots} and of all agents below that live; {@code running} are at work now. */
  public static List<AgentView> views(
      List<? extends AgentCell<?>> roots, Set<Task> running, int most) {
    var views = new ArrayList<AgentView>();
    var open = new ArrayDeque<AgentCell<?>>(roots);
    while (!open.isEmpty() && views.size() < most) {
      AgentCell<?> cell = open.removeFirst();
      if (cell.isOpen()) {
        views.add(view(cell, running));
        open.addAll(children(cell, most - views.size()));
      }
    }
    return views;
  }

  /** The children of {@code parent}, at most {@code most}. */
  public static List<AgentCell<?>> children(AgentCell<?> parent, int most) {
    List<AgentCell<?>> longest = List.of();
    for (int i = 0; i < ATTEMPTS; i++) {
      var children = new ArrayList<AgentCell<?>>(0);
      for (AgentCell<?> child = parent.firstChild();
          child != null && children.size() < most;
          child = child.nextSibling) {
        children.add(child);
      }
      longest = children.size() >= longest.size() ? children : longest;
      if (children.isEmpty() || children.getLast().isOpen()) {
        return children;
      }
    }
    return longest;
  }

  /** What is seen of {@code cell}; {@code running} are at work now. */
  public static AgentView view(AgentCell<?> cell, Set<Task> running) {
    ColdState cold = cell.coldStateOrNull();
    return new AgentView(
        cell,
        cell.parent instanceof AgentCell<?> above ? above : null,
        cold == null ? null : cold.name,
        type(cell),
        cell.settings.config,
        activity(cell, cold, running),
        cell.profile(),
        cold == null ? 0 : aside(cold),
        cold == null || cold.outbox == null ? 0 : cold.outbox.size(),
        cold == null || cold.timers == null ? 0 : cold.timers.size(),
        cold == null || cold.restarts == null ? 0 : cold.restarts.total());
  }

  /** What the thread of {@code cell} does, if it has one of its own; else empty. */
  public static List<StackTraceElement> ownStack(AgentCell<?> cell) {
    Thread thread = cell.thread();
    return thread == null ? List.of() : List.of(thread.getStackTrace());
  }

  /** The class of what handles the messages of {@code cell}. */
  static Class<?> type(AgentCell<?> cell) {
    Behavior<?> behavior = cell.behavior;
    Object origin = cell.origin;
    return behavior != null
        ? unwrapped(Pauses.behind(behavior)).getClass()
        : origin == null ? Object.class : origin.getClass();
  }

  private static Object unwrapped(Object behavior) {
    Object inner = behavior;
    for (int i = 0; i < MOST_WRAPPERS && inner instanceof Wrapper wrapper; i++) {
      inner = wrapper.wrapped();
    }
    return inner;
  }

  private static int aside(ColdState cold) {
    return (cold.stash == null ? 0 : cold.stash.size())
        + (cold.pauses == null ? 0 : cold.pauses.size());
  }

  private static Activity activity(AgentCell<?> cell, @Nullable ColdState cold, Set<Task> running) {
    if (cell.is(AgentState.RESTARTING)) {
      return Activity.RESTARTING;
    }
    if (cell.is(AgentState.STOPPING)) {
      return Activity.STOPPING;
    }
    if (cold != null) {
      AbstractAwait<?> await = cold.waitsForAnswer;
      if (await != null && !await.isDone()) {
        return Activity.AWAITING;
      }
      if (cold.waitsForRoomOf != null && !cold.roomIsNear) {
        return Activity.PARKED;
      }
    }
    if (cell.restsNow()) {
      return Activity.IDLE;
    }
    return running.contains(cell) || (cell.settings.threaded && cell.isAtWork())
        ? Activity.RUNNING
        : Activity.READY;
  }

  /** What {@code cell} waits for. */
  public static Optional<Wait> waitOf(AgentCell<?> cell) {
    ColdState cold = cell.coldStateOrNull();
    if (cold == null) {
      return Optional.empty();
    }
    List<AgentCell<?>> agents = cell.settings.waitGraph.waitedFor(cell);
    AbstractAwait<?> await = cold.waitsForAnswer;
    if (await != null && !await.isDone()) {
      return Optional.of(new Wait(List.copyOf(agents), await.describe()));
    }
    return agents.isEmpty() ? Optional.empty() : Optional.of(new Wait(List.copyOf(agents), "room"));
  }
}
