package io.leanagentic.observe.internal.http;

import io.leanagentic.observe.Query;
import io.leanagentic.observe.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands each snapshot to those that read along. A slow reader misses some; none are kept for it.
 */
final class Feed {
  static final int MOST_READERS = 16;
  private static final long SILENCE_MILLIS = Duration.ofSeconds(15).toMillis();

  /** One that reads along. */
  final class Reader implements AutoCloseable {
    private final Query query;
    private @Nullable Snapshot newest;
    private @Nullable Snapshot shown;

    private Reader(Query query) {
      this.query = query;
    }

    Query query() {
      return query;
    }

    /** Hands it {@code snapshot}, unless that was the last one. */
    void show(Snapshot snapshot) {
      synchronized (Feed.this) {
        if (snapshot != shown) {
          shown = snapshot;
          newest = snapshot;
          Feed.this.notifyAll();
        }
      }
    }

    /** Waits for the next snapshot; null if none came for some time, or the feed is closed. */
    @Nullable Snapshot next() throws InterruptedException {
      synchronized (Feed.this) {
        long end = System.nanoTime() + SILENCE_MILLIS * 1_000_000;
        while (newest == null && !closed) {
          long left = (end - System.nanoTime()) / 1_000_000;
          if (left <= 0) {
            break;
          }
          Feed.this.wait(left);
        }
        Snapshot next = newest;
        newest = null;
        return next;
      }
    }

    @Override
    public void close() {
      synchronized (Feed.this) {
        readers.remove(this);
      }
    }
  }

  private final List<Reader> readers = new ArrayList<>();
  private boolean closed;

  /** A new reader; null if there are too many. */
  synchronized @Nullable Reader open(Query query) {
    if (readers.size() >= MOST_READERS || closed) {
      return null;
    }
    var reader = new Reader(query);
    readers.add(reader);
    return reader;
  }

  /** Those that read along now. */
  synchronized List<Reader> readers() {
    return List.copyOf(readers);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Takes no more readers, and lets those that wait go. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
