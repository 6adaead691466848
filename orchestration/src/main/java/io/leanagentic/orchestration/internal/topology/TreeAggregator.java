package io.leanagentic.orchestration.internal.topology;

import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import io.leanagentic.orchestration.Aggregate;
import io.leanagentic.orchestration.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers on their way up a tree. */
public final class TreeAggregator<M, V> {
  /*
   * A node waits for its own answer and for its children; the lock of the node guards what it has so far. A thread that
   * brings a part and finds another there takes that out, combines the two without the lock, and tries again. The
   * thread that brings the last part takes the sum to the parent. So no thread holds two locks, or combines under one.
   */
  private final Topology<AgentRef<M>> topology;
  private final Function<? super Reply<V>, ? extends M> question;
  private final BinaryOperator<V> combine;
  private final Duration timeout;
  private final Promise<Aggregate<V>> result;
  private final List<AgentRef<?>> missing = new ArrayList<>();

  /** Makes it; {@link #start} asks the members. */
  public TreeAggregator(
      Topology<AgentRef<M>> topology,
      Function<? super Reply<V>, ? extends M> question,
      BinaryOperator<V> combine,
      Duration timeout,
      Promise<Aggregate<V>> result) {
    this.topology = topology;
    this.question = question;
    this.combine = combine;
    this.timeout = timeout;
    this.result = result;
  }

  /** Asks all members, the leaves first: their answers have the longest way to go. */
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
    List<Await<V>> questions = new ArrayList<>();
    try {
      for (AgentRef<M> member : order.reversed()) {
        Part part = tree.get(member);
        if (part != null) {
          questions.add(ask(member, part));
        }
      }
    } catch (Throwable broken) { // the question itself is at fault: the asker is notified
      result.await().cancel();
      questions.forEach(Await::cancel);
      throw broken;
    }
    result
        .await()
        .whenDone((aggregate, failure) -> {
          if (failure != null) {
            questions.forEach(Await::cancel);
          }
        });
  }

  private Await<V> ask(AgentRef<M> member, Part part) {
    Await<V> answer = member.tryAsk(question, timeout);
    answer.whenDone((value, failure) -> {
      if (value == null) {
        missing(member);
      }
      part.add(value, value == null ? 0 : 1);
    });
    return answer;
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
    if (result.reply().isOpen()) { // else it was cancelled, or could not be combined
      result.reply().send(new Aggregate<>(Optional.ofNullable(value), answers, without));
    }
  }

  /** What one member and those below it have answered so far. */
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

    /** Adds an answer, or null if none came, and continues upwards without recursion. */
    void add(@Nullable V more, int count) {
      V part = more;
      int of = count;
      Part at = this;
      while (at != null) {
        V before;
        synchronized (at) {
          before = at.value;
          at.value = null;
          of += at.answers;
          at.answers = 0;
          if (before == null || part == null) {
            part = part == null ? before : part;
            if (--at.open > 0) {
              at.value = part;
              at.answers = of;
              return;
            }
            before = null;
          }
        }
        if (before == null) {
          at = at.parent;
        } else if (part != null) {
          part = combined(before, part);
        }
      }
      finish(part, of);
    }

    private V combined(V a, V b) {
      try {
        return Objects.requireNonNull(combine.apply(a, b), "combine() of two answers");
      } catch (Throwable t) {
        if (result.reply().isOpen()) {
          result.reply().fail(t);
        }
        return a;
      }
    }
  }
}
