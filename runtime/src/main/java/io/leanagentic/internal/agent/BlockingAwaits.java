package io.leanagentic.internal.agent;

import io.leanagentic.AwaitCycleException;
import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.internal.await.AbstractAwait;
import java.util.List;

/** A loop agent, or a blocking one, that waits for an answer in place. */
public final class BlockingAwaits {
  private BlockingAwaits() {}

  /**
   * Notes the wait.
   *
   * @throws AwaitCycleException if it would never end
   */
  public static void begin(AgentCell<?> cell, AbstractAwait<?> await) {
    try {
      note(cell, await);
    } catch (AwaitCycleException e) {
      end(cell);
      throw e;
    }
  }

  /** Notes that {@code cell} goes on only with the answer, and opens every cycle that closes. */
  static void note(AgentCell<?> cell, AbstractAwait<?> await) {
    RuntimeCore core = cell.settings.core;
    List<AgentCell<?>> cycle = core.waitGraph().await(cell, await);
    while (!cycle.isEmpty()) { // an opened one is not found again
      if (Backpressure.open(core, cycle) == null) {
        throw new AwaitCycleException(
            "this await would never end: the agents of the cycle "
                + WaitGraph.names(cycle)
                + " are parked, and the cap of growth is reached");
      }
      cycle = core.waitGraph().await(cell, await);
    }
  }

  public static void end(AgentCell<?> cell) {
    cell.settings.core.waitGraph().answered(cell);
  }
}
