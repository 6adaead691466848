package io.leanagentic.internal.agent;

import static io.leanagentic.internal.agent.AgentState.RESTARTING;
import static io.leanagentic.internal.agent.AgentState.STOPPING;

import java.util.Objects;

/** Makes an agent fail as if its own code had thrown: for tests. */
final class InjectedFailure extends Event {
  private final Throwable cause;
  private final boolean onRestart;

  /**
   * A failure with {@code cause}.
   *
   * @param onRestart whether of its factory, in its next restart
   */
  InjectedFailure(Throwable cause, boolean onRestart) {
    this.cause = Objects.requireNonNull(cause, "cause");
    this.onRestart = onRestart;
  }

  @Override
  void apply(AgentCell<?> cell) throws Exception {
    if (onRestart) {
      cell.coldState().ofRestart = this;
    } else if (cell.is(STOPPING | RESTARTING)) {
      return; // there is nothing left to fail
    } else if (cell instanceof LoopAgentCell) {
      throw new OfLoop(cause);
    } else {
      Lifecycle.rethrow(cause);
    }
  }

  /** Throws what was injected for this restart, once. */
  static void restart(ColdState x) throws Exception {
    InjectedFailure failure = x.ofRestart;
    if (failure != null) {
      x.ofRestart = null;
      Lifecycle.rethrow(failure.cause);
    }
  }

  /** Comes out of a wait of a loop, and passes its handlers of exceptions. */
  static final class OfLoop extends Error {
    private static final long serialVersionUID = 1;

    OfLoop(Throwable cause) {
      super("a failure on purpose", cause, false, false);
    }

    Throwable injected() {
      return Objects.requireNonNull(getCause());
    }
  }
}
