package io.leanagentic.internal.agent;

import org.jspecify.annotations.Nullable;

/** Runs what the behavior of an agent left to be run in a turn, unless it is gone by then. */
final class ActionEvent extends Event {
  private final Runnable action;
  private final int life;
  private final @Nullable Object pairs;

  private ActionEvent(Runnable action, int life, @Nullable Object pairs) {
    this.action = action;
    this.life = life;
    this.pairs = pairs;
  }

  /** What brings {@code action} into a later turn of {@code cell}, in whose turn this is called. */
  static Runnable of(AgentCell<?> cell, Runnable action) {
    int life = cell.coldState().life;
    Object pairs = cell.turn().pairs;
    return () -> cell.control(new ActionEvent(action, life, pairs));
  }

  @Override
  void apply(AgentCell<?> cell) throws Exception {
    if (cell.coldState().life == life && !cell.is(AgentState.STOPPING | AgentState.RESTARTING)) {
      TurnPairs.during(cell, pairs, action::run);
    }
  }
}
