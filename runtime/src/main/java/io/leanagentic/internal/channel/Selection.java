package io.leanagentic.internal.channel;

import io.leanagentic.Await;
import io.leanagentic.Channel;
import io.leanagentic.Select;
import io.leanagentic.internal.await.AwaitHost;
import io.leanagentic.internal.await.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A selection: tries its channels once, in random order, then waits in the lines of all. */
public final class Selection implements Select {
  private final List<SelectClause<?>> choices = new ArrayList<>();

  /** An empty selection. */
  public Selection() {}

  @Override
  public <T> Select on(Channel<T> channel, Consumer<? super T> then) {
    Objects.requireNonNull(channel, "the channel of a selection must not be null");
    Objects.requireNonNull(then, "the action for an element must not be null");
    switch (channel) {
      case BoundedChannel<T> bounded -> choices.add(new SelectClause<T>(bounded, then));
    }
    return this;
  }

  @Override
  public boolean run(Duration timeout) throws InterruptedException {
    long nanos = Timeouts.orZero(timeout);
    AwaitHost host = host();
    host.beforeBlocking("select from channels");
    List<SelectClause<?>> order = shuffled(host);
    Runnable action = poll(order);
    if (action == null) {
      if (isDrained(order)) {
        throw SelectionEnd.allClosed(order.size());
      }
      if (nanos == 0) {
        return false;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      var end = new SelectionEnd(host, order).start(nanos);
      if (!end.awaitServed()) {
        return false;
      }
      action = Objects.requireNonNull(end.valueOrNull());
    }
    action.run();
    return true;
  }

  @Override
  public Await<Runnable> taking(Duration timeout) {
    long nanos = Timeouts.positive(timeout);
    AwaitHost host = host();
    var end = new SelectionEnd(host, shuffled(host));
    return end.poll() ? end : end.start(nanos);
  }

  private AwaitHost host() {
    if (choices.isEmpty()) {
      throw new IllegalStateException("a selection needs a channel: add one with on()");
    }
    return choices.getFirst().channel().host();
  }

  /**
   * All orders are equally likely, so each channel that has an element is as likely to be chosen as
   * the others.
   */
  private List<SelectClause<?>> shuffled(AwaitHost host) {
    var order = new ArrayList<>(choices);
    Collections.shuffle(order, host.random());
    return order;
  }

  private static @Nullable Runnable poll(List<SelectClause<?>> order) {
    for (SelectClause<?> choice : order) {
      Runnable action = choice.poll();
      if (action != null) {
        return action;
      }
    }
    return null;
  }

  private static boolean isDrained(List<SelectClause<?>> order) {
    return order.stream().allMatch(choice -> choice.channel().isDrained());
  }
}
