package io.leanagentic.internal.cell;

import io.leanagentic.DuplicateNameException;
import io.leanagentic.internal.RuntimeCore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Some of the agents that have no parent. A runtime has several of these, so that threads that
 * spawn do not wait for each other.
 */
public final class RootAgents implements Family {
  private final ConcurrentHashMap<String, Cell<?>> named; // shared by all
  private @Nullable Cell<?> first;
  private boolean closed;

  public RootAgents(ConcurrentHashMap<String, Cell<?>> named) {
    this.named = named;
  }

  synchronized void adopt(Cell<?> child, @Nullable String name) {
    if (closed) { // since beforeSpawn() looked
      throw RuntimeCore.closed();
    }
    if (name != null) {
      child.extras().name = name;
      if (!Births.claim(named, name, child)) {
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

  /** Takes no more from now on. */
  public synchronized void close() {
    closed = true;
  }

  @Override
  public void childEnded(Ending end) {
    Cell<?> child = end.child;
    synchronized (this) {
      if (child.previousSibling != null) {
        child.previousSibling.nextSibling = child.nextSibling;
      } else {
        first = child.nextSibling;
      }
      if (child.nextSibling != null) {
        child.nextSibling.previousSibling = child.previousSibling;
      }
      child.nextSibling = null; // whoever keeps the address of the dead must not keep its family
      child.previousSibling = null;
    }
    Extras x = child.extrasOrNull();
    if (x != null && x.name != null) {
      named.remove(x.name, child);
    }
  }

  /** It was reported; a root agent has nobody else to tell. */
  @Override
  public void childEscalated(Cell<?> child, Throwable cause) {}

  /** Whether there is none. */
  public synchronized boolean isEmpty() {
    return first == null;
  }

  /** Adds all to {@code all}. */
  public synchronized void addTo(List<? super Cell<?>> all) {
    for (Cell<?> cell = first; cell != null; cell = cell.nextSibling) {
      all.add(cell);
    }
  }

  /** The living agent below {@code roots} with these names. */
  public static @Nullable Cell<?> find(
      ConcurrentHashMap<String, Cell<?>> roots, List<String> names) {
    ConcurrentHashMap<String, Cell<?>> level = roots;
    Cell<?> found = null;
    for (String name : names) {
      found = level == null ? null : level.get(name);
      if (found == null || !found.isOpen()) {
        return null;
      }
      Extras x = found.extrasOrNull();
      level = x == null ? null : x.namedChildren;
    }
    return found;
  }

  /**
   * All messages that wait anywhere below {@code cells}: in mailboxes, stashes and outboxes. Exact
   * only while nothing runs.
   */
  public static long waiting(List<? extends Cell<?>> cells) {
    long sum = 0;
    var open = new ArrayList<Cell<?>>(cells);
    while (!open.isEmpty()) {
      Cell<?> cell = open.removeLast();
      sum += cell.waiting();
      for (Cell<?> c = cell.firstChild(); c != null; c = c.nextSibling) {
        open.add(c);
      }
    }
    return sum;
  }
}
