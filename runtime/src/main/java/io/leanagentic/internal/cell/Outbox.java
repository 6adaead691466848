package io.leanagentic.internal.cell;

import io.leanagentic.internal.await.Answer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Signals of one agent that found their mailboxes full, in order. Only the agent's turn touches it.
 * It is delivered strictly in order, so that a parked agent waits for one mailbox only: that of the
 * first entry.
 */
final class Outbox {

  /** A signal to be delivered. */
  record Entry(Cell<?> target, Object message, @Nullable Answer<?> answer) {}

  private final ArrayDeque<Entry> entries = new ArrayDeque<>(4);

  /** Whether the agent was woken for room and has not been able to deliver anything since. */
  boolean wokenInVain;

  void add(Entry entry) {
    entries.add(entry);
  }

  @Nullable Entry first() {
    return entries.peek();
  }

  void removeFirst() {
    entries.remove();
  }

  int size() {
    return entries.size();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether a signal to {@code target} waits here, which a later one must not overtake. */
  boolean has(Cell<?> target) {
    for (Entry entry : entries) {
      if (entry.target() == target) {
        return true;
      }
    }
    return false;
  }

  /** How many signals to {@code target} wait at the front, one after the other. */
  int run(Cell<?> target) {
    int n = 0;
    for (Entry entry : entries) {
      if (entry.target() != target) {
        break;
      }
      n++;
    }
    return n;
  }
}
