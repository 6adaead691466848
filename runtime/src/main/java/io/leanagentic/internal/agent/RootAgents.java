package io.leanagentic.internal.agent;

import io.leanagentic.DuplicateNameException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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
    var sum = new long[1];
    forEach(cells, cell -> sum[0] += cell.waiting());
    return sum[0];
  }

  /**
   * Those of {@code cells} and of all agents below that wait for the end of work that was begun.
   * Exact only while nothing runs.
   */
  public static List<AgentCell<?>> waitingForWork(List<? extends AgentCell<?>> cells) {
    var found = new ArrayList<AgentCell<?>>();
    forEach(
        cells,
        cell -> {
          if (cell.waitsForWork()) {
            found.add(cell);
          }
        });
    return found;
  }

  /** Those of {@code cells} that still wait for such work. */
  public static boolean anyWaitsForWork(List<? extends AgentCell<?>> cells) {
    return cells.stream().anyMatch(AgentCell::waitsForWork);
  }

  /**
   * The runtime is closed: of {@code cells} and all agents below, those that handle nothing until
   * an answer comes continue without it.
   */
  public static void cutWaitsShort(List<? extends AgentCell<?>> cells) {
    forEach(cells, AgentCell::cutWaitShort);
  }

  /** Calls {@code found} with each agent that a thread of its own runs at present. */
  public static void atWork(
      List<? extends AgentCell<?>> cells, Consumer<? super AgentCell<?>> found) {
    forEach(
        cells,
        cell -> {
          if (cell.isAtWork()) {
            found.accept(cell);
          }
        });
  }

  /** All agents at or below {@code cells}; may miss some that come or end meanwhile. */
  private static void forEach(
      List<? extends AgentCell<?>> cells, Consumer<? super AgentCell<?>> action) {
    var open = new ArrayList<AgentCell<?>>(cells);
    while (!open.isEmpty()) {
      AgentCell<?> cell = open.removeLast();
      action.accept(cell);
      for (AgentCell<?> c = cell.firstChild(); c != null; c = c.nextSibling) {
        open.add(c);
      }
    }
  }
}
