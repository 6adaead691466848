package io.leanagentic.internal;

import io.leanagentic.AgentRef;
import io.leanagentic.internal.agent.AgentCell;
import io.leanagentic.internal.agent.RootAgents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All agents of a runtime that have no parent, in several parts so that spawns do not contend for
 * one lock.
 */
final class Roots {
  private static final int STRIPES = 16;

  private final ConcurrentHashMap<String, AgentCell<?>> named = new ConcurrentHashMap<>();
  private final RootAgents[] stripes = new RootAgents[STRIPES];

  Roots() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new RootAgents(named);
    }
  }

  /** The part in which the calling thread spawns. */
  RootAgents here() {
    return stripes[(int) Thread.currentThread().threadId() & (STRIPES - 1)];
  }

  List<AgentCell<?>> all() {
    var all = new ArrayList<AgentCell<?>>();
    for (RootAgents some : stripes) {
      some.addTo(all);
    }
    return all;
  }

  List<AgentRef<?>> alive() {
    var alive = new ArrayList<AgentRef<?>>(all());
    alive.removeIf(root -> !root.isAlive());
    return List.copyOf(alive);
  }

  @Nullable AgentCell<?> find(String path) {
    if (!Objects.requireNonNull(path, "path").startsWith("/")) {
      throw new IllegalArgumentException(
          "agent path is '" + path + "'; allowed: names after slashes");
    }
    return RootAgents.find(named, Arrays.asList(path.substring(1).split("/")));
  }

  /** Takes no more agents: a thread that is about to spawn one checks again. */
  void close() {
    for (RootAgents some : stripes) {
      some.close();
    }
  }

  boolean isEmpty() {
    for (RootAgents some : stripes) {
      if (!some.isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
