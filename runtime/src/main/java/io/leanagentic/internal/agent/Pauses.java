package io.leanagentic.internal.agent;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.Terminated;
import io.leanagentic.internal.await.Along;
import io.leanagentic.internal.mailbox.StashedNode;
import io.leanagentic.internal.scheduler.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The classes of messages that an agent does not take at present, and what came of them. In its
 * turn only.
 */
final class Pauses<M> implements Behavior<M> {
  /*
   * Structure
   *   While a class is paused, this object stands in front of the agent's behavior and sets aside what is of that class;
   *   so an agent that pauses nothing has neither a field nor a branch for it. What is set aside comes back as stashed
   *   messages do, in front of the mailbox. It counts as handled when it is: to set it aside is an event.
   *   The bound is that of the stash. At the bound the agent HOLDS: it leaves everything that was sent in its mailbox,
   *   where it takes room, until it resumes something. An agent that was asked to stop gets no more messages, so it
   *   takes all that it has, whatever the bound: else the stop behind them would not come.
   *   What the agent itself has asked for does not come through here: answers, timers, ends that it watches.
   *
   * Invariants
   *   P1  no message of a paused class is handled                    PauseTest, PauseSimulationTest
   *   P2  each is handled or a dead letter, in order of its sender   PauseSimulationTest
   *   P3  what is set aside is bounded, and senders wait then        PauseTest.thePressureReachesTheSenders
   *   P4  a question that is set aside fails with the agent          PauseTest.whatIsSetAsideEndsWithTheAgent
   */
  private final AgentCell<M> cell;
  private final List<Class<?>> types = new ArrayList<>(2);
  private final ArrayDeque<StashedNode> aside = new ArrayDeque<>();
  private Behavior<M> behavior;

  private Pauses(AgentCell<M> cell, Behavior<M> behavior) {
    this.cell = cell;
    this.behavior = behavior;
  }

  /** Sets aside what is of class {@code type} from now on. */
  @SuppressWarnings("unchecked") // made for this agent
  static <M> void pause(AgentCell<M> cell, Frame frame, Class<?> type) {
    check(type);
    if (frame.scope != null) {
      throw new IllegalStateException(
          cell.path() + " handles this within another behavior, and cannot pause messages");
    }
    Behavior<M> current = Objects.requireNonNull(cell.behavior);
    ColdState x = cell.coldState();
    Pauses<M> pauses = (Pauses<M>) x.pauses;
    if (pauses == null) {
      pauses = new Pauses<>(cell, current);
      x.pauses = pauses;
    }
    if (!pauses.types.contains(type)) {
      pauses.types.add(type);
    }
    if (current != pauses) {
      pauses.behavior = current;
      cell.behavior = pauses;
      cell.set(AgentState.PAUSES);
    }
    frame.attention = true; // the running batch has the behavior without this
  }

  /** Takes what is of class {@code type} again, first what was set aside. */
  static void resume(AgentCell<?> cell, Frame frame, Class<?> type) {
    check(type);
    ColdState x = cell.coldStateOrNull();
    if (x != null && x.pauses != null && x.pauses.remove(type)) {
      frame.attention = true;
    }
  }

  private static void check(Class<?> type) {
    if (Objects.requireNonNull(type, "type").isPrimitive()) {
      throw new IllegalArgumentException("type is " + type + "; allowed: a class of messages");
    }
  }

  private boolean remove(Class<?> type) {
    if (!types.remove(type)) {
      return false;
    }
    bringBack();
    if (types.isEmpty()) {
      cell.behavior = behavior;
      cell.clear(AgentState.PAUSES);
    }
    return true;
  }

  /** A fresh behavior pauses nothing. */
  void end() {
    types.clear();
    bringBack();
    cell.clear(AgentState.PAUSES);
  }

  private void bringBack() {
    var back = new ArrayDeque<StashedNode>();
    aside.removeIf(each -> !isPaused(each.message()) && back.add(each));
    cell.bringBack(back, Integer.MAX_VALUE);
    cell.coldState().limit(cell);
  }

  /** What handles messages, without this in front of it. */
  static <M> Behavior<M> behind(Behavior<M> behavior) {
    return behavior instanceof Pauses<M> pauses ? pauses.behavior : behavior;
  }

  /** What the agent has instead of {@code current} when it becomes {@code next}. */
  static <M> Behavior<M> replace(@Nullable Behavior<M> current, Behavior<M> next) {
    if (current instanceof Pauses<M> pauses) {
      pauses.behavior = next;
      return pauses;
    }
    return next;
  }

  boolean isFull() {
    return aside.size() >= cell.settings.config.stash() && !cell.is(AgentState.LAST_SENT);
  }

  int size() {
    return aside.size();
  }

  /** The agent has ended. If this is cut off, a second call does the rest. */
  void dropAll(Reason reason) {
    for (StashedNode each = aside.poll(); each != null; each = aside.poll()) {
      cell.settings.reports.lost(cell, AgentCell.emptied(each), (Along) each.along, reason);
    }
  }

  private boolean isPaused(Object message) {
    for (Class<?> type : types) {
      if (type.isInstance(message)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void receive(AgentContext<M> context, M message) throws Exception {
    if (!isPaused(message)) {
      behavior.receive(context, message);
      return;
    }
    Frame frame = cell.turn();
    aside.add(new StashedNode(message, Questions.setAside(cell, frame, message)));
    frame.budget.events++;
    cell.coldState().limit(cell);
  }

  @Override
  public void onStart(AgentContext<M> context) throws Exception {
    behavior.onStart(context);
  }

  @Override
  public void onTerminated(AgentContext<M> context, Terminated terminated) throws Exception {
    behavior.onTerminated(context, terminated);
  }

  @Override
  public void onRestart(AgentContext<M> context, Throwable cause) throws Exception {
    behavior.onRestart(context, cause);
  }

  @Override
  public void onStop(AgentContext<M> context) throws Exception {
    behavior.onStop(context);
  }
}
