package io.leanagentic.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A search, depth first, through the schedules of a test, which it runs again and again. */
final class Exploration implements Chooser {
  /*
   * Structure
   *   A run is a path of points, one for each turn: who was ready, who was chosen, what that turn touched. The next run
   *   follows the path up to its last point with another agent to choose, and from there on chooses anew.
   *
   *   An agent whose turn was explored at a point sleeps in the other branches of that point, as long as nothing happens
   *   that its turn depends on: to run it there would only swap two turns that commute. So each point begins with the
   *   sleepers of the one before that are independent of what happened since. If all who are ready sleep, every schedule
   *   that continues from here is equal to one that was run: this run goes to its end by any choice, and is counted apart.
   *
   * Invariants
   *   X1  the unreduced search runs each schedule once         ExhaustiveTest.eachScheduleIsRunOnce
   *   X2  the reduced one has the same outcomes                ExhaustiveTest.theReductionLosesNoOutcome
   *   X3  and runs one schedule of those that are equal        ExhaustiveTest.ofEqualSchedulesOneIsRun
   *
   * References
   *   Godefroid: Partial-Order Methods for the Verification of Concurrent Systems, LNCS 1032, 1996 (sleep sets)
   */
  private final boolean reduced;
  private final long most;
  private final List<Point> path = new ArrayList<>();
  private int depth; // points passed in this run
  private boolean equal; // all who were ready slept: from here on nothing is new
  private boolean complete;
  private long schedules;
  private long repeated;

  /** What one turn touched. */
  private record Effect(Set<Object> touched, boolean all) {
    boolean isIndependentOf(Effect other) {
      return !all && !other.all && Collections.disjoint(touched, other.touched);
    }
  }

  /** One choice. */
  private static final class Point {
    final List<String> ready;
    final Map<String, Effect> asleep; // by agent; grows as turns are explored here
    String chosen;
    @Nullable Effect effect; // of the turn that was chosen

    Point(List<String> ready, Map<String, Effect> asleep, String chosen) {
      this.ready = ready;
      this.asleep = asleep;
      this.chosen = chosen;
    }

    @Nullable String awake() {
      for (String agent : ready) {
        if (!asleep.containsKey(agent)) {
          return agent;
        }
      }
      return null;
    }
  }

  /** Begins with the first schedule. */
  Exploration(boolean reduced, long most) {
    this.reduced = reduced;
    this.most = most;
  }

  @Override
  public boolean looksAtAll() {
    return true;
  }

  @Override
  public int choose(List<SimulatedAgent> ready, @Nullable SimulatedAgent last) {
    if (equal) {
      return 0;
    }
    List<String> names = ready.stream().map(agent -> agent.path).toList();
    if (depth == path.size()) {
      Map<String, Effect> asleep = new LinkedHashMap<>();
      if (reduced && depth > 0) {
        Point before = path.getLast();
        asleep.putAll(before.asleep);
        wake(asleep, Objects.requireNonNull(before.effect));
        asleep.keySet().retainAll(names);
      }
      var point = new Point(names, asleep, "");
      String awake = point.awake();
      if (awake == null) {
        equal = true;
        return 0;
      }
      point.chosen = awake;
      path.add(point);
    }
    Point point = path.get(depth++);
    int index = names.indexOf(point.chosen);
    if (index < 0) {
      throw new SimulationFailure(
          "not repeatable",
          "a run that was repeated went another way: "
              + point.chosen
              + " is not ready, but "
              + names
              + " are. It depends on more than its schedule: time, random numbers, identity hashes,"
              + " or fields that outlive a run",
          null);
    }
    return index;
  }

  @Override
  public void did(Set<Object> touched, boolean all) {
    if (equal || depth == 0) {
      return; // nobody sleeps before the first turn
    }
    Point point = path.get(depth - 1);
    Effect before = point.effect;
    if (before == null || depth == path.size()) {
      var both = new HashSet<>(touched);
      if (before != null) { // what somebody outside does after the turn counts as part of it
        both.addAll(before.touched);
      }
      point.effect = new Effect(Set.copyOf(both), all || (before != null && before.all));
    }
  }

  private static void wake(Map<String, Effect> asleep, Effect by) {
    asleep.values().removeIf(effect -> !effect.isIndependentOf(by));
  }

  /** The run is over: prepares the next one. Returns whether there is one. */
  boolean next() {
    if (equal) {
      repeated++;
    } else {
      schedules++;
    }
    equal = false;
    depth = 0;
    for (; !path.isEmpty(); path.removeLast()) {
      Point point = path.getLast();
      if (point.effect == null) {
        continue; // the run ended within this turn
      }
      point.asleep.put(point.chosen, point.effect);
      point.effect = null;
      String awake = point.awake();
      if (awake != null) {
        point.chosen = awake;
        return schedules + repeated < most;
      }
    }
    complete = true;
    return false;
  }

  /** Whether no further run is wanted. */
  boolean isOver() {
    return complete || schedules + repeated >= most;
  }

  Explored result() {
    return new Explored(schedules, repeated, complete);
  }
}
