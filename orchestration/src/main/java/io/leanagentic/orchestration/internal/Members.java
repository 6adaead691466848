package io.leanagentic.orchestration.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks lists of members. */
public final class Members {
  private Members() {}

  /**
   * Checks that there are members, each once; returns the place of each.
   *
   * @param what they are members of, for the message: {@code "quorum"}
   */
  public static <N> Map<N, Integer> check(String what, List<? extends N> members) {
    Objects.requireNonNull(members, () -> "members of a " + what);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a " + what + " has no members; allowed: one or more");
    }
    Map<N, Integer> places = HashMap.newHashMap(members.size());
    for (N member : members) {
      Objects.requireNonNull(member, () -> "a member of a " + what);
      if (places.putIfAbsent(member, places.size()) != null) {
        throw new IllegalArgumentException(
            member + " is a member of the " + what + " twice; allowed: once");
      }
    }
    return places;
  }

  /** Checks that a list that users give is there, and all that should be in it. */
  public static void requireAll(String what, List<?> list) {
    for (Object one : Objects.requireNonNull(list, what)) {
      Objects.requireNonNull(one, () -> "one of " + what);
    }
  }
}
