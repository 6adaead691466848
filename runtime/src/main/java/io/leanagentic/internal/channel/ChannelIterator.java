package io.leanagentic.internal.channel;

import io.leanagentic.AwaitException;
import io.leanagentic.ChannelClosedException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Receives until the channel is closed and drained. For one thread.
 *
 * @param <T> the elements
 */
final class ChannelIterator<T> implements Iterator<T> {
  private final BoundedChannel<T> channel;
  private @Nullable T next;

  ChannelIterator(BoundedChannel<T> channel) {
    this.channel = channel;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = receive();
    }
    return next != null;
  }

  @Override
  public T next() {
    T element = hasNext() ? next : null;
    if (element == null) {
      throw new NoSuchElementException("closed and drained: " + channel.describe());
    }
    next = null;
    return element;
  }

  private @Nullable T receive() {
    channel.host().beforeBlocking("receive from a channel");
    try {
      return channel.receive(Long.MAX_VALUE);
    } catch (ChannelClosedException end) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AwaitException("interrupted while receiving from " + channel.describe(), e);
    }
  }
}
