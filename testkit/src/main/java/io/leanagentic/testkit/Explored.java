package io.leanagentic.testkit;

/**
 * How far a search through all schedules has come.
 *
 * @param schedules that were run, each different from all others in more than the order of turns
 *     that do not depend on each other
 * @param repeated runs that turned out to be equal to one of them
 * @param complete whether these are all there are
 */
public record Explored(long schedules, long repeated, boolean complete) {
  @Override
  public String toString() {
    return complete
        ? "all " + schedules + " schedules passed"
        : "stopped after " + (schedules + repeated) + " runs; there are more schedules";
  }
}
