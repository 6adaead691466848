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

    private Reader(Query query) {
      this.query = query;
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
  private boolean fresh; // there is a reader that has not seen anything
  private boolean closed;

  /** A new reader; null if there are too many. */
  synchronized @Nullable Reader open(Query query) {
    if (readers.size() >= MOST_READERS || closed) {
      return null;
    }
    var reader = new Reader(query);
    readers.add(reader);
    fresh = true;
    return reader;
  }

  /** Whether a reader has come since the last time. */
  synchronized boolean hasNewReader() {
    boolean was = fresh;
    fresh = false;
    return was;
  }

  /** Those that read along now. */
  synchronized List<Reader> readers() {
    return List.copyOf(readers);
  }

  /** What they ask for. */
  static List<Query> queries(List<Reader> readers) {
    return readers.stream().map(reader -> reader.query).toList();
  }

  /** Hands each of {@code readers} its snapshot. */
  synchronized void publish(List<Reader> readers, List<Snapshot> snapshots) {
    for (int i = 0; i < readers.size(); i++) {
      readers.get(i).newest = snapshots.get(i);
    }
    notifyAll();
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
