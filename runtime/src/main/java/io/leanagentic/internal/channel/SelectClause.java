package io.leanagentic.internal.channel;

import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.await.Inbox;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a selection may take, and the action for it.
 *
 * @param <T> what is taken
 */
sealed interface SelectClause<T> {

  /** Takes it if it is there now; returns the action that is to run with it. */
  @Nullable Runnable poll();

  /** An element of a channel. */
  record OfChannel<T>(BoundedChannel<T> channel, Consumer<? super T> then)
      implements SelectClause<T> {

    @Override
    public @Nullable Runnable poll() {
      T element = channel.poll();
      return element == null ? null : () -> then.accept(element);
    }
  }

  /** The answer of an await. */
  record OfAwait<T>(AbstractAwait<T> await, Consumer<? super T> then) implements SelectClause<T> {

    @Override
    public @Nullable Runnable poll() {
      return await.isDone() ? () -> then.accept(await.join()) : null;
    }
  }

  /** A message of the loop agent that selects. */
  record OfMailbox<T>(Inbox inbox, Consumer<? super T> then) implements SelectClause<T> {

    @Override
    public @Nullable Runnable poll() {
      Object message = inbox.poll();
      return message == null ? null : action(message);
    }

    @SuppressWarnings("unchecked") // it came out of a mailbox of T
    Runnable action(Object message) {
      return () -> then.accept((T) Objects.requireNonNull(message));
    }
  }
}
