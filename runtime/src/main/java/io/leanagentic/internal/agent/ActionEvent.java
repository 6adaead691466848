package io.leanagentic.internal.agent;

/** Runs what the behavior of an agent left to be run in a turn, unless it is gone by then. */
final class ActionEvent extends Event {
  private final Runnable action;
  private final int life;

  private ActionEvent(Runnable action, int life) {
    this.action = action;
    this.life = life;
  }

  /** What brings {@code action} into a later turn of {@code cell}, in whose turn this is called. */
  static Runnable of(AgentCell<?> cell, Runnable action) {
    int life = cell.coldState().life;
    return () -> cell.control(new ActionEvent(action, life));
  }

  @Override
  void apply(AgentCell<?> cell) {
    if (cell.coldState().life == life && !cell.is(AgentState.STOPPING | AgentState.RESTARTING)) {
      action.run();
    }
  }
}
