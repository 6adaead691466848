package io.leanagentic.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Picks who runs next. */
@FunctionalInterface
interface Chooser {
  /**
   * The index of the one to run.
   *
   * @param ready at least two that are ready, those ready longest first
   * @param last who ran before, null at first
   */
  int choose(List<SimulatedAgent> ready, @Nullable SimulatedAgent last);
}
