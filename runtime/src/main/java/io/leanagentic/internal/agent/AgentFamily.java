package io.leanagentic.internal.agent;

import io.leanagentic.AgentRef;
import io.leanagentic.DuplicateNameException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The part of an agent that has a name, a parent and children. */
public abstract sealed class AgentFamily<M> extends AgentMailbox<M> implements ParentAgent
    permits AgentContextBase {
  final ParentAgent parent;

  // Neighbours in the list of the parent's children. In the parent's turn only; for a root agent,
  // under the lock of its RootAgents.
  @Nullable AgentCell<?> nextSibling;
  @Nullable AgentCell<?> previousSibling;

  AgentFamily(AgentSettings settings, ParentAgent parent, boolean awake, int state) {
    super(settings, awake, state);
    this.parent = parent;
  }

  // Names.

  public final String name() {
    ColdState x = coldState();
    String name = x.name;
    if (name == null) {
      synchronized (x) {
        name = x.name;
        if (name == null) {
          name = settings.host.nextName();
          x.name = name;
        }
      }
    }
    return name;
  }

  public final String path() {
    if (!(parent instanceof AgentFamily<?> above)) {
      return "/" + name();
    }
    var names = new ArrayList<String>(); // upwards, in a loop: families may be deep
    names.add(name());
    for (ParentAgent at = above; at instanceof AgentFamily<?> cell; at = cell.parent) {
      names.add(cell.name());
    }
    var path = new StringBuilder();
    for (String name : names.reversed()) {
      path.append('/').append(name);
    }
    return path.toString();
  }

  public final Optional<AgentRef<?>> parent() {
    return parent instanceof AgentCell<?> cell ? Optional.of(cell) : Optional.empty();
  }

  // Children.

  /** Makes {@code child} a child of this agent; in this agent's turn. */
  final void adopt(AgentCell<?> child, @Nullable String name) {
    if (name != null) {
      ColdState x = coldState();
      ConcurrentHashMap<String, AgentCell<?>> named = x.namedChildren;
      if (named == null) {
        named = new ConcurrentHashMap<>();
        x.namedChildren = named;
      }
      child.coldState().name = name;
      if (!AgentSpawner.claim(named, name, child)) {
        throw new DuplicateNameException(
            path() + " has a living child named '" + name + "' already");
      }
    }
    ColdState own = coldState();
    AgentCell<?> next = own.firstChild;
    child.nextSibling = next;
    if (next != null) {
      next.previousSibling = child;
    }
    own.firstChild = child;
  }

  /** In this agent's turn only. */
  final void abortEachChild() {
    for (AgentCell<?> child = firstChild(); child != null; child = child.nextSibling) {
      child.abort();
    }
  }

  /** Begins the list of the children. In this agent's turn only. */
  final @Nullable AgentCell<?> firstChild() {
    ColdState own = coldStateOrNull();
    return own == null ? null : own.firstChild;
  }

  @Override
  public final void childEnded(Ending end) {
    control(end);
  }

  final void forget(AgentCell<?> child) {
    if (child.previousSibling != null) {
      child.previousSibling.nextSibling = child.nextSibling;
    } else {
      coldState().firstChild = child.nextSibling;
    }
    if (child.nextSibling != null) {
      child.nextSibling.previousSibling = child.previousSibling;
    }
    child.nextSibling = null; // an address of an ended agent must not keep its family alive
    child.previousSibling = null;
    ColdState x = child.coldStateOrNull();
    ColdState own = coldStateOrNull();
    if (x != null && x.name != null && own != null && own.namedChildren != null) {
      own.namedChildren.remove(x.name, child);
    }
  }

  @Override
  public final void childEscalated(AgentCell<?> child, Throwable cause) {
    for (; ; ) {
      try {
        control(
            new Event() {
              @Override
              void apply(AgentCell<?> cell) throws Exception {
                if (!cell.is(STOPPING | RESTARTING)) { // else its children end anyway
                  throw new EscalatedException(cause);
                }
              }
            });
        return;
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait(); // nothing else decides it
      }
    }
  }
}
