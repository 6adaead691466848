package io.leanagentic.internal.channel;

import io.leanagentic.AgentStoppedException;
import io.leanagentic.Await;
import io.leanagentic.Channel;
import io.leanagentic.Mailbox;
import io.leanagentic.Select;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.await.AwaitHost;
import io.leanagentic.internal.await.Inbox;
import io.leanagentic.internal.await.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A selection: tries its clauses once, in random order, then waits for all. */
public final class Selection implements Select {
  /*
   * Channels alone are waited for by a place in the line of each (SelectionEnd). With a mailbox or an await the thread
   * of the loop agent waits, woken by whichever comes; the channels are one more await then. What an await has become
   * stays there, and so does a message, until it is polled: only an element of a channel must be given back if
   * something else came first.
   */
  private final List<SelectClause.OfChannel<?>> channels = new ArrayList<>();
  private final List<SelectClause.OfAwait<?>> awaits = new ArrayList<>();
  private SelectClause.@Nullable OfMailbox<?> mailbox;

  /** An empty selection. */
  public Selection() {}

  @Override
  public <T> Select on(Channel<T> channel, Consumer<? super T> then) {
    Objects.requireNonNull(channel, "the channel of a selection must not be null");
    Objects.requireNonNull(then, "the action for an element must not be null");
    switch (channel) {
      case BoundedChannel<T> bounded -> channels.add(new SelectClause.OfChannel<T>(bounded, then));
    }
    return this;
  }

  @Override
  public <T> Select on(Await<T> await, Consumer<? super T> then) {
    Objects.requireNonNull(await, "the await of a selection must not be null");
    Objects.requireNonNull(then, "the action for an answer must not be null");
    awaits.add(new SelectClause.OfAwait<T>((AbstractAwait<T>) await, then));
    return this;
  }

  @Override
  public <M> Select on(Mailbox<M> mailbox, Consumer<? super M> then) {
    Objects.requireNonNull(mailbox, "the mailbox of a selection must not be null");
    Objects.requireNonNull(then, "the action for a message must not be null");
    if (this.mailbox != null) {
      throw new IllegalStateException("a selection has one mailbox: that of its loop agent");
    }
    this.mailbox = new SelectClause.OfMailbox<M>(((Inbox.Holder) mailbox).inbox(), then);
    return this;
  }

  @Override
  public boolean run(Duration timeout) throws InterruptedException {
    long nanos = Timeouts.orZero(timeout);
    Inbox inbox = inbox();
    if (inbox != null) {
      return runInLoop(inbox, nanos);
    }
    AwaitHost host = host();
    host.beforeBlocking("select from channels");
    List<SelectClause.OfChannel<?>> order = shuffled(host);
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

  /** The mailbox of the loop agent that selects; null for channels only. */
  private @Nullable Inbox inbox() {
    if (mailbox != null) {
      return mailbox.inbox();
    }
    if (awaits.isEmpty()) {
      return null;
    }
    AwaitHost host = awaits.getFirst().await().hostOrNull();
    for (SelectClause.OfAwait<?> clause : awaits) {
      host = host == null ? clause.await().hostOrNull() : host;
    }
    Inbox own = host == null ? null : host.inbox();
    if (own == null) {
      throw new IllegalStateException(
          "a selection with an await is for loop agents; elsewhere use Await.any, or join");
    }
    return own;
  }

  private boolean runInLoop(Inbox inbox, long nanos) {
    long until = nanos == Long.MAX_VALUE ? 0 : inbox.nanoTime() + nanos;
    while (true) {
      Runnable action;
      try {
        action = poll(allShuffled(inbox));
      } catch (AgentStoppedException e) { // nothing waits for them any more
        awaits.forEach(clause -> clause.await().abandon(null));
        throw e;
      }
      if (action != null) {
        action.run();
        return true;
      }
      long left = nanos == Long.MAX_VALUE ? nanos : until - inbox.nanoTime();
      if (left <= 0) {
        return false;
      }
      action = waitFor(inbox, left);
      if (action != null) {
        action.run();
        return true;
      }
    }
  }

  /** Waits for any clause. Returns the action of what was taken; null to look again. */
  private @Nullable Runnable waitFor(Inbox inbox, long nanos) {
    var all = new ArrayList<AbstractAwait<?>>();
    awaits.forEach(clause -> all.add(clause.await()));
    List<SelectClause.OfChannel<?>> open =
        channels.stream().filter(clause -> !clause.channel().isDrained()).toList();
    SelectionEnd end = open.isEmpty() ? null : new SelectionEnd(host(), open);
    if (end != null) {
      all.add(end.start(Long.MAX_VALUE));
    }
    if (mailbox != null) {
      Object message = inbox.next(all, nanos);
      if (message != null) {
        if (end != null) {
          end.abandon(null); // what came for it in this moment is the next to be received
        }
        return mailbox.action(message);
      }
    } else {
      inbox.await(all, nanos);
    }
    if (end == null || end.cancel()) {
      return null;
    }
    while (!end.isDone()) {
      Thread.onSpinWait(); // it is being served
    }
    return end.failureOrNull() == null && end.take() ? end.valueOrNull() : null;
  }

  @Override
  public Await<Runnable> taking(Duration timeout) {
    long nanos = Timeouts.positive(timeout);
    if (mailbox != null || !awaits.isEmpty()) {
      throw new IllegalStateException(
          "a selection with a mailbox or an await is for loop agents, which run() it");
    }
    AwaitHost host = host();
    var end = new SelectionEnd(host, shuffled(host));
    return end.poll() ? end : end.start(nanos);
  }

  private AwaitHost host() {
    if (channels.isEmpty()) {
      throw new IllegalStateException("a selection needs a channel: add one with on()");
    }
    return channels.getFirst().channel().host();
  }

  /**
   * All orders are equally likely, so each channel that has an element is as likely to be chosen as
   * the others.
   */
  private List<SelectClause.OfChannel<?>> shuffled(AwaitHost host) {
    var order = new ArrayList<>(channels);
    Collections.shuffle(order, host.random());
    return order;
  }

  private List<SelectClause<?>> allShuffled(Inbox inbox) {
    var order = new ArrayList<SelectClause<?>>(channels);
    order.addAll(awaits);
    if (mailbox != null) {
      order.add(mailbox);
    }
    Collections.shuffle(order, inbox.random());
    return order;
  }

  private static @Nullable Runnable poll(List<? extends SelectClause<?>> order) {
    for (SelectClause<?> choice : order) {
      Runnable action = choice.poll();
      if (action != null) {
        return action;
      }
    }
    return null;
  }

  private static boolean isDrained(List<SelectClause.OfChannel<?>> order) {
    return order.stream().allMatch(choice -> choice.channel().isDrained());
  }
}
