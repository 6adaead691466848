package io.leanagentic.internal.agent;

import org.jspecify.annotations.Nullable;

/** What an agent does before its next message, whatever waits in its mailbox. In its turn. */
final class ControlEvents {
  private ControlEvents() {}

  /** Applies those that have come, then continues with the answer that the agent awaits. */
  static void apply(AgentCell<?> cell) throws Exception {
    cell.clear(AgentState.CONTROL);
    ColdState x = cell.coldStateOrNull();
    if (x == null) {
      return;
    }
    for (Event event = x.takeControl(); event != null; ) {
      Event next = event.earlier;
      event.earlier = null;
      try {
        event.apply(cell);
      } catch (Throwable t) {
        putBack(cell, x, next);
        throw t;
      }
      event = next;
    }
    Continuation<?> answered = answered(x);
    if (answered != null) {
      answered.apply(cell);
    }
  }

  /** What would be lost with an event that failed: later ones, and the look at the answer. */
  private static void putBack(AgentCell<?> cell, ColdState x, @Nullable Event later) {
    for (Event event = later; event != null; ) {
      Event next = event.earlier;
      x.pushControl(event);
      event = next;
    }
    if (later != null || answered(x) != null) {
      cell.set(AgentState.CONTROL);
    }
  }

  private static @Nullable Continuation<?> answered(ColdState x) {
    return x.waits == null ? null : x.waits.readyExclusive();
  }
}
