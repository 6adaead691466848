package io.leanagentic.internal.agent;

import io.leanagentic.AwaitCycleException;
import io.leanagentic.internal.await.AbstractAwait;
import java.lang.invoke.VarHandle;
import java.util.List;

/** The waits of loop agents and blocking agents, which wait for an answer in place. */
final class BlockingAwaits {
  private BlockingAwaits() {}

  /**
   * Notes that {@code cell} waits for {@code await}.
   *
   * @throws AwaitCycleException if it would never end
   */
  static void begin(AgentCell<?> cell, AbstractAwait<?> await) {
    cell.coldState().noteWait(await);
    VarHandle.fullFence(); // see WaitGraph, Ordering
    try {
      open(cell, await);
    } catch (AwaitCycleException e) {
      end(cell);
      throw e;
    }
  }

  /**
   * Opens every cycle that {@code cell} closes, which has noted, before a full fence, that it
   * resumes only with the answer.
   */
  static void open(AgentCell<?> cell, AbstractAwait<?> await) {
    AgentSettings settings = cell.settings;
    List<AgentCell<?>> cycle = settings.waitGraph.await(cell, await);
    while (!cycle.isEmpty()) { // an opened one is not found again
      if (Backpressure.open(settings, cycle) == null) {
        throw new AwaitCycleException(
            "this await would never end: the agents of the cycle "
                + WaitGraph.names(cycle)
                + " are parked, and the cap of growth is reached");
      }
      cycle = settings.waitGraph.await(cell, await);
    }
  }

  static void end(AgentCell<?> cell) {
    cell.settings.waitGraph.answered(cell);
  }
}
