package io.leanagentic.observe;

import io.leanagentic.observe.internal.look.Json;
import java.util.List;

/**
 * All that is known of one agent.
 *
 * @param row as in a {@link Snapshot}
 * @param parent the path of its parent; empty of a root agent
 * @param config how it was spawned, in words
 * @param children the paths of its children, at most 100
 * @param failures how often it failed lately
 * @param lastFailure what it failed with last, lately; empty if it did not
 * @param stack what its worker does at this moment, if it runs on one: the innermost call first
 */
public record AgentPage(
    AgentRow row,
    String parent,
    String config,
    List<String> children,
    long failures,
    String lastFailure,
    List<String> stack) {

  /** As JSON, in the manner of {@link Snapshot#toJson}. */
  public String toJson() {
    return Json.of(this);
  }
}
