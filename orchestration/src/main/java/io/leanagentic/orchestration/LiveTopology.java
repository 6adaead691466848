package io.leanagentic.orchestration;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.Subscription;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.internal.Members;
import io.leanagentic.orchestration.internal.Own;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Topology} of agents that repairs itself: an agent that ends is no longer a member. Any
 * thread may use it.
 *
 * <p>The last member stays one, even after its end: a topology is never empty.
 *
 * @param <M> the messages of the members
 */
@Shared("one volatile value, changed under a lock")
public final class LiveTopology<M> implements AutoCloseable {
  /*
   * `current` changes under the lock and is read without it: a release and an acquire of an immutable value. An agent,
   * the keeper, watches the members. After each change it gets a message to look, and then compares the agents it
   * watches with the members. So a full mailbox of the keeper does no harm, because each look sees all earlier changes.
   * Members that end in quick succession leave in one change: the keeper's message to itself comes behind all that have
   * ended by then.
   *
   * Listeners are notified without the lock, by the thread that changed something while no other one was notifying; it
   * continues until there is nothing left. So listeners see the changes in order, including those that they make
   * themselves.
   */
  private static final System.Logger LOG = System.getLogger("io.leanagentic.topology");

  /** One look, however many members end at once. */
  private static final int KEEPERS_MAILBOX = 1 << 20;

  @SuppressWarnings("NullAway.Init") // set by start(), before other threads see this
  private AgentRef<Notice<M>> keeper;

  private final List<Listener<M>> listeners = new CopyOnWriteArrayList<>();
  private final Object lock = new Object();
  private final Queue<Topology<AgentRef<M>>> untold = new ArrayDeque<>(); // guarded by the lock
  private boolean telling; // guarded by the lock
  private boolean lookDue; // guarded by the lock
  private volatile Topology<AgentRef<M>> current;
  private volatile boolean closed;

  private LiveTopology(Topology<AgentRef<M>> topology) {
    current = topology;
  }

  /** Watches the members of {@code topology} from now on. */
  public static <M> LiveTopology<M> start(AgentRuntime runtime, Topology<AgentRef<M>> topology) {
    Objects.requireNonNull(runtime, "runtime");
    var live = new LiveTopology<>(Objects.requireNonNull(topology, "topology"));
    synchronized (live.lock) { // the keeper may begin before this thread continues
      live.keeper =
          runtime.spawn(
              Own.agents(KEEPERS_MAILBOX), (Supplier<Keeper<M>>) () -> new Keeper<>(live));
    }
    return live;
  }

  /** The topology at this moment. */
  public Topology<AgentRef<M>> current() {
    return current;
  }

  /**
   * Adds a member; see {@link Topology#with(Object)}. One that has ended already leaves again soon.
   *
   * @throws IllegalStateException if this is closed
   */
  public void add(AgentRef<M> member) {
    checkOpen();
    change(topology -> topology.with(member));
  }

  /** Adds a member to a custom graph; see {@link Topology#with(Object, Iterable)}. */
  public void add(AgentRef<M> member, List<AgentRef<M>> neighbours) {
    checkOpen();
    Members.requireAll("neighbours", neighbours);
    var known = List.copyOf(neighbours);
    change(topology -> topology.with(member, known));
  }

  /**
   * Removes a member, which keeps running; see {@link Topology#without}.
   *
   * @throws IllegalArgumentException if it is the last one
   */
  public void remove(AgentRef<M> member) {
    change(topology -> topology.without(member));
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("a closed live topology takes no more members");
    }
  }

  private void change(UnaryOperator<Topology<AgentRef<M>>> change) {
    synchronized (lock) {
      var before = current;
      var after = change.apply(before);
      if (after == before) {
        return;
      }
      current = after;
      untold.add(after);
      looksSoon();
      if (telling) {
        return;
      }
      telling = true;
    }
    for (var next = nextUntold(); next != null; next = nextUntold()) {
      for (var listener : listeners) {
        listener.tell(next);
      }
    }
  }

  /** Makes the keeper look again; false if there is no room in its mailbox. */
  private boolean looksSoon() {
    synchronized (lock) {
      lookDue = lookDue || keeper.trySignal(new Notice.Look<>()).isTaken();
      return lookDue;
    }
  }

  /** The keeper looks: what changes from now on, it has not seen. */
  private void looks() {
    synchronized (lock) {
      lookDue = false;
    }
  }

  private @Nullable Topology<AgentRef<M>> nextUntold() {
    synchronized (lock) {
      var next = untold.poll();
      telling = next != null;
      return next;
    }
  }

  /**
   * Calls {@code listener} with each change, one after the other: mostly in the thread that made
   * it, else in one that is still notifying of an earlier change. What it throws is logged and
   * ignored. Keep it short.
   *
   * @return ends the notifications when closed
   */
  public Subscription onChange(@Val Consumer<? super Topology<AgentRef<M>>> listener) {
    var known = new Listener<M>(Objects.requireNonNull(listener, "listener"));
    listeners.add(known);
    return () -> listeners.remove(known);
  }

  /** Compared by identity, not by equality: the same function may listen twice. */
  @Shared("holds nothing but a function that is val")
  private static final class Listener<M> {
    @Val private final Consumer<? super Topology<AgentRef<M>>> listener;

    Listener(@Val Consumer<? super Topology<AgentRef<M>>> listener) {
      this.listener = listener;
    }

    void tell(Topology<AgentRef<M>> now) {
      try {
        listener.accept(now);
      } catch (Throwable thrown) {
        log(thrown);
      }
    }

    private static void log(Throwable thrown) {
      try {
        LOG.log(System.Logger.Level.ERROR, "a listener of a topology failed", thrown);
      } catch (Throwable broken) {
        // What the logging system throws is ignored here, so that the others are notified.
      }
    }
  }

  /** Stops watching; {@link #current} stays as it is. */
  @Override
  public void close() {
    closed = true;
    synchronized (lock) {
      keeper.stop();
    }
  }

  /** The messages of the keeper. */
  private sealed interface Notice<M> {
    /** The members have changed. */
    record Look<M>() implements Notice<M> {}

    /** One has ended. */
    record Ended<M>(AgentRef<M> member) implements Notice<M> {}
  }

  /** Watches the members, and removes those that ended. */
  private static final class Keeper<M> implements Behavior<Notice<M>> {
    private final LiveTopology<M> live;
    private final Set<AgentRef<M>> watched = new HashSet<>();
    private final Set<AgentRef<M>> ended = new LinkedHashSet<>();

    Keeper(LiveTopology<M> live) {
      this.live = live;
    }

    @Override
    public void onStart(AgentContext<Notice<M>> context) {
      look(context);
    }

    @Override
    public void receive(AgentContext<Notice<M>> context, Notice<M> notice) {
      switch (notice) {
        case Notice.Look<M>() -> look(context);
        case Notice.Ended<M>(var member) -> {
          ended.add(member);
          if (!live.looksSoon()) { // behind others that have ended
            look(context);
          }
        }
      }
    }

    private void look(AgentContext<Notice<M>> context) {
      live.looks();
      if (!ended.isEmpty()) {
        var gone = List.copyOf(ended);
        live.change(topology -> topology.withoutAll(gone));
      }
      var now = live.current();
      ended.removeIf(member -> !now.contains(member)); // the last one stays
      for (AgentRef<M> member : now.members()) {
        if (watched.add(member)) {
          context.watch(member, end -> new Notice.Ended<>(member));
        }
      }
      watched.removeIf(member -> {
        boolean left = !now.contains(member);
        if (left) {
          context.unwatch(member);
        }
        return left;
      });
    }
  }
}
