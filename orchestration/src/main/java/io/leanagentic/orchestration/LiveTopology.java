package io.leanagentic.orchestration;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.capability.Shared;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A {@link Topology} of agents that repairs itself: whoever ends is no member any more. Any thread
 * may use it.
 *
 * <p>The last member stays one, even after its end: a topology is never empty.
 *
 * @param <M> the messages of the members
 */
@Shared("one volatile value, changed under a lock")
public final class LiveTopology<M> implements AutoCloseable {
  /*
   * `current` changes under the lock and is read without it: a release and an acquire of an immutable value. An agent, the keeper,
   * watches the members. After each change it is told to look, and then compares whom it watches with who is a member; so a full
   * mailbox of the keeper does no harm, because each look sees all changes before it.
   */
  @SuppressWarnings("NullAway.Init") // set by of(), before anybody else sees this
  private AgentRef<Notice<M>> keeper;

  private final List<Consumer<? super Topology<AgentRef<M>>>> listeners =
      new CopyOnWriteArrayList<>();
  private volatile Topology<AgentRef<M>> current;
  private volatile boolean closed;

  private LiveTopology(Topology<AgentRef<M>> topology) {
    current = topology;
  }

  /** Watches the members of {@code topology} from now on. */
  public static <M> LiveTopology<M> of(AgentRuntime runtime, Topology<AgentRef<M>> topology) {
    var live = new LiveTopology<>(Objects.requireNonNull(topology, "topology"));
    synchronized (live.listeners) { // the keeper may begin before this thread goes on
      live.keeper = runtime.spawn(() -> new Keeper<>(live));
    }
    return live;
  }

  /** Who is whose neighbour at this moment. */
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
    var known = List.copyOf(neighbours);
    change(topology -> topology.with(member, known));
  }

  /**
   * Removes a member, which goes on living; see {@link Topology#without}.
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

  private void ended(AgentRef<M> member) {
    change(topology ->
        topology.contains(member) && topology.size() > 1 ? topology.without(member) : topology);
  }

  private void change(UnaryOperator<Topology<AgentRef<M>>> change) {
    synchronized (listeners) {
      var before = current;
      var after = change.apply(before);
      current = after;
      if (after != before) {
        keeper.trySignal(new Notice.Look<>());
        listeners.forEach(listener -> listener.accept(after));
      }
    }
  }

  /**
   * Tells {@code listener} of each change, in the thread that makes it and one after the other.
   * Keep it short.
   */
  public void onChange(Consumer<? super Topology<AgentRef<M>>> listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
  }

  /** Stops watching; {@link #current} stays as it is. */
  @Override
  public void close() {
    closed = true;
    synchronized (listeners) {
      keeper.stop();
    }
  }

  /** What the keeper is told. */
  private sealed interface Notice<M> {
    /** The members have changed. */
    record Look<M>() implements Notice<M> {}

    /** One has ended. */
    record Ended<M>(AgentRef<M> member) implements Notice<M> {}
  }

  /** Watches, and says who ended. */
  private static final class Keeper<M> implements Behavior<Notice<M>> {
    private final LiveTopology<M> live;
    private final Set<AgentRef<M>> watched = new HashSet<>();

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
          watched.remove(member);
          live.ended(member);
        }
      }
    }

    private void look(AgentContext<Notice<M>> context) {
      var now = live.current();
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
