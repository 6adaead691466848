package io.leanagentic.internal.cell;

import io.leanagentic.AwaitCycleException;
import io.leanagentic.internal.await.AbstractAwait;
import java.util.List;

/** A loop agent, or a blocking one, that waits for an answer in place. */
public final class Joins {
  private Joins() {}

  /**
   * Notes the wait.
   *
   * @throws AwaitCycleException if it would never end
   */
  public static void begin(Cell<?> cell, AbstractAwait<?> await) {
    List<Cell<?>> cycle = cell.settings.core.waitGraph().await(cell, await);
    if (!cycle.isEmpty() && Backpressure.open(cell.settings.core, cycle) == null) {
      cell.settings.core.waitGraph().answered(cell);
      throw new AwaitCycleException("this await would never end: " + cycle);
    }
  }

  public static void end(Cell<?> cell) {
    cell.settings.core.waitGraph().answered(cell);
  }
}
