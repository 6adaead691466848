package io.leanagentic.orchestration.internal.topology;

import io.leanagentic.AgentRef;
import io.leanagentic.Reply;
import io.leanagentic.orchestration.Aggregate;
import io.leanagentic.orchestration.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers on their way up a tree. */
public final class Gathering<M, V> {
  /*
   * A node waits for its own answer and for its children; the lock of the node guards what it has so far. Who brings the last part
   * takes the sum out and brings it to the parent, after the lock is given back: no thread holds two.
   */
  private final Topology<AgentRef<M>> topology;
  private final Function<? super Reply<V>, ? extends M> question;
  private final BinaryOperator<V> combine;
  private final Duration timeout;
  private final Reply<Aggregate<V>> result;
  private final List<AgentRef<?>> missing = new ArrayList<>();

  /** Asks nobody yet. */
  public Gathering(
      Topology<AgentRef<M>> topology,
      Function<? super Reply<V>, ? extends M> question,
      BinaryOperator<V> combine,
      Duration timeout,
      Reply<Aggregate<V>> result) {
    this.topology = topology;
    this.question = question;
    this.combine = combine;
    this.timeout = timeout;
    this.result = result;
  }

  /** Asks all; the leaves first, as their answers have the longest way. */
  public void start(AgentRef<M> root) {
    Map<AgentRef<M>, Part> tree = HashMap.newHashMap(topology.size());
    List<AgentRef<M>> order = new ArrayList<>();
    tree.put(root, new Part(null));
    order.add(root);
    for (int i = 0; i < order.size() && tree.size() < topology.size(); i++) {
      Part parent = tree.get(order.get(i));
      for (AgentRef<M> next : topology.neighbours(order.get(i))) {
        if (!tree.containsKey(next)) {
          tree.put(next, new Part(parent));
          order.add(next);
        }
      }
    }
    for (AgentRef<M> member : topology.members()) {
      if (!tree.containsKey(member)) {
        missing(member);
      }
    }
    for (AgentRef<M> member : order.reversed()) {
      Part part = tree.get(member);
      if (part != null) {
        ask(member, part);
      }
    }
  }

  private void ask(AgentRef<M> member, Part part) {
    member
        .<V>ask(question, timeout)
        .whenDone((answer, failure) -> {
          if (answer == null) {
            missing(member);
          }
          part.add(answer, answer == null ? 0 : 1);
        });
  }

  private void missing(AgentRef<M> member) {
    synchronized (missing) {
      missing.add(member);
    }
  }

  private void finish(@Nullable V value, int answers) {
    List<AgentRef<?>> without;
    synchronized (missing) {
      without = List.copyOf(missing);
    }
    result.send(new Aggregate<>(Optional.ofNullable(value), answers, without));
  }

  /** One member and those beyond it. */
  private final class Part {
    private final @Nullable Part parent;
    private int open = 1;
    private int answers;
    private @Nullable V value;

    Part(@Nullable Part parent) {
      this.parent = parent;
      if (parent != null) {
        parent.open++;
      }
    }

    /** Adds what has come; null if nothing did. Goes on upwards without recursion. */
    void add(@Nullable V more, int count) {
      V part = more;
      int of = count;
      for (Part at = this; at != null; at = at.parent) {
        synchronized (at) {
          V before = at.value;
          at.value = before == null ? part : part == null ? before : combined(before, part);
          at.answers += of;
          if (--at.open > 0) {
            return;
          }
          part = at.value;
          of = at.answers;
        }
      }
      finish(part, of);
    }

    private V combined(V a, V b) {
      try {
        return combine.apply(a, b);
      } catch (Throwable t) {
        result.fail(t);
        return a;
      }
    }
  }
}
