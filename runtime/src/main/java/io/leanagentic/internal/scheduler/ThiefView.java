package io.leanagentic.internal.scheduler;

import org.jspecify.annotations.Nullable;

/** What other workers may do with a run queue. */
interface ThiefView {

  /**
   * Moves the older half of the tasks to {@code destination}, whose owner calls this.
   *
   * @return one of them, to run at once, or null if there is nothing to steal or another thief is
   *     stealing
   */
  @Nullable Task stealInto(RunQueue destination);

  boolean isEmpty();

  int size();
}
