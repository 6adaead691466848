package io.leanagentic.testkit;

import java.util.List;

/** Picks who runs next. */
@FunctionalInterface
interface Chooser {
  /** The index of the one to run, among at least one that is ready, those ready longest first. */
  int choose(List<SimulatedAgent> ready);
}
