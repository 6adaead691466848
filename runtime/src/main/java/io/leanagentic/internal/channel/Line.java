package io.leanagentic.internal.channel;

import org.jspecify.annotations.Nullable;

/**
 * Ends of a channel in the order in which they came. For one thread at a time.
 *
 * @param <T> the channel's elements
 */
@SuppressWarnings("ReferenceEquality") // a list knows its links by identity
final class Line<T> {
  private @Nullable Place<T> first;
  private @Nullable Place<T> last;

  @Nullable Place<T> first() {
    return first;
  }

  boolean isEmpty() {
    return first == null;
  }

  int size() {
    int size = 0;
    for (Place<T> place = first; place != null; place = place.next) {
      size++;
    }
    return size;
  }

  void add(Place<T> place) {
    place.previous = last;
    place.next = null;
    if (last == null) {
      first = place;
    } else {
      last.next = place;
    }
    last = place;
  }

  void remove(Place<T> place) {
    Place<T> previous = place.previous;
    Place<T> next = place.next;
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

  /** Takes the first out; null if it is empty. */
  @Nullable Place<T> poll() {
    Place<T> place = first;
    if (place != null) {
      remove(place);
    }
    return place;
  }
}
