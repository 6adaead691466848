package io.leanagentic.internal.channel;

import org.jspecify.annotations.Nullable;

/**
 * The waiting ends of a channel, in the order in which they came. For one thread at a time.
 *
 * @param <T> the channel's elements
 */
@SuppressWarnings("ReferenceEquality") // a list knows its links by identity
final class WaitQueue<T> {
  private @Nullable WaitNode<T> first;
  private @Nullable WaitNode<T> last;

  @Nullable WaitNode<T> first() {
    return first;
  }

  boolean isEmpty() {
    return first == null;
  }

  int size() {
    int size = 0;
    for (WaitNode<T> place = first; place != null; place = place.next) {
      size++;
    }
    return size;
  }

  void add(WaitNode<T> place) {
    place.previous = last;
    place.next = null;
    if (last == null) {
      first = place;
    } else {
      last.next = place;
    }
    last = place;
  }

  void remove(WaitNode<T> place) {
    WaitNode<T> previous = place.previous;
    WaitNode<T> next = place.next;
    if (previous == null) {
      first = next;
    } else {
      previous.next = next;
    }
    if (next == null) {
      last = previous;
    } else {
      next.previous = previous;
    }
    place.previous = null;
    place.next = null;
  }

  /** Removes and returns the first; null if the queue is empty. */
  @Nullable WaitNode<T> poll() {
    WaitNode<T> place = first;
    if (place != null) {
      remove(place);
    }
    return place;
  }
}
