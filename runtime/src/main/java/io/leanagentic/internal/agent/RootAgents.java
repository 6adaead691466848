package io.leanagentic.internal.agent;

import io.leanagentic.DuplicateNameException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A part of the agents that have no parent. A runtime has several such parts, so that spawning
 * threads do not wait for each other.
 */
public final class RootAgents implements ParentAgent {
  private final ConcurrentHashMap<String, AgentCell<?>> named; // shared by all
  private @Nullable AgentCell<?> first;
  private boolean closed;

  public RootAgents(ConcurrentHashMap<String, AgentCell<?>> named) {
    this.named = named;
  }

  synchronized void adopt(AgentCell<?> child, @Nullable String name) {
    if (closed) { // since beforeSpawn() looked
      throw AgentHost.closed();
    }
    if (name != null) {
      child.coldState().name = name;
      if (!AgentSpawner.claim(named, name, child)) {
        throw new DuplicateNameException(
            "there is a living root agent named '" + name + "' already");
      }
    }
    child.nextSibling = first;
    if (first != null) {
      first.previousSibling = child;
    }
    first = child;
  }

  /** Takes no more agents from now on. */
  public synchronized void close() {
    closed = true;
  }

  @Override
  public void childEnded(Ending end) {
    AgentCell<?> child = end.child;
    synchronized (this) {
      if (child.previousSibling != null) {
        child.previousSibling.nextSibling = child.nextSibling;
      } else {
        first = child.nextSibling;
      }
      if (child.nextSibling != null) {
        child.nextSibling.previousSibling = child.previousSibling;
      }
      child.nextSibling = null; // an address of an ended agent must not keep its family alive
      child.previousSibling = null;
    }
    ColdState x = child.coldStateOrNull();
    if (x != null && x.name != null) {
      named.remove(x.name, child);
    }
  }

  /** Does nothing: the failure was reported, and a root agent has no parent to notify. */
  @Override
  public void childEscalated(AgentCell<?> child, Throwable cause) {}

  /** Whether it is empty. */
  public synchronized boolean isEmpty() {
    return first == null;
  }

  /** Adds all its agents to {@code all}. */
  public synchronized void addTo(List<? super AgentCell<?>> all) {
    for (AgentCell<?> cell = first; cell != null; cell = cell.nextSibling) {
      all.add(cell);
    }
  }

  /** The living agent below {@code roots} with these names. */
  public static @Nullable AgentCell<?> find(
      ConcurrentHashMap<String, AgentCell<?>> roots, List<String> names) {
    ConcurrentHashMap<String, AgentCell<?>> level = roots;
    AgentCell<?> found = null;
    for (String name : names) {
      found = level == null ? null : level.get(name);
      if (found == null || !found.isOpen()) {
        return null;
      }
      ColdState x = found.coldStateOrNull();
      level = x == null ? null : x.namedChildren;
    }
    return found;
  }

  /**
   * All messages that wait anywhere below {@code cells}: in mailboxes, stashes and outboxes. Exact
   * only while nothing runs.
   */
  public static long waiting(List<? extends AgentCell<?>> cells) {
    long sum = 0;
    var open = new ArrayList<AgentCell<?>>(cells);
    while (!open.isEmpty()) {
      AgentCell<?> cell = open.removeLast();
      sum += cell.waiting();
      for (AgentCell<?> c = cell.firstChild(); c != null; c = c.nextSibling) {
        open.add(c);
      }
    }
    return sum;
  }
}
