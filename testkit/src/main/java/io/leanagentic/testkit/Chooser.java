package io.leanagentic.testkit;

import java.util.List;
import java.util.Set;
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

  /** Whether it is to be asked also if only one agent is ready. */
  default boolean looksAtAll() {
    return false;
  }

  /**
   * The turn of the agent that was chosen last is over, or somebody outside has done something.
   *
   * @param touched the paths of the agents that notice it, and other things that it used
   * @param all whether it is not known what notices it
   */
  default void did(Set<Object> touched, boolean all) {}
}
