package io.leanagentic.observe.internal.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Runs the requests: each on a thread of its own, and not more than a few at a time; the server
 * closes the connection of any other. A client that keeps a thread waiting for it too long, because
 * it does not send or does not read, loses its connection: its thread is interrupted, which closes
 * the channel.
 */
final class Visits implements Executor {
  static final int MOST = 64;
  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

  /** One request. */
  final class Visit {
    private final Thread thread;
    private volatile long waitsSince;
    private volatile boolean waits;

    private Visit(Runnable task) {
      thread =
          Thread.ofPlatform()
              .daemon()
              .name("lean-agentic-console-request")
              .unstarted(() -> run(task));
    }

    private void run(Runnable task) {
      CURRENT.set(this);
      waitsForClient();
      try {
        task.run();
      } finally {
        all.remove(this);
        places.release();
      }
    }

    /** From here on the client is waited for. */
    void waitsForClient() {
      waitsSince = System.nanoTime();
      waits = true;
    }

    /** From here on it is not. */
    void waitsForUs() {
      waits = false;
    }

    private void end(long now) {
      if (waits && now - waitsSince > PATIENCE) {
        thread.interrupt();
      }
    }
  }

  private static final ThreadLocal<@Nullable Visit> CURRENT = new ThreadLocal<>();

  private final Semaphore places = new Semaphore(MOST);
  private final Set<Visit> all = ConcurrentHashMap.newKeySet();

  @Override
  public void execute(Runnable task) {
    if (!places.tryAcquire()) {
      throw new RejectedExecutionException("there are " + MOST + " requests");
    }
    var visit = new Visit(task);
    all.add(visit);
    try {
      visit.thread.start();
    } catch (Throwable t) {
      all.remove(visit);
      places.release();
      throw t;
    }
  }

  /** The request that the calling thread runs. */
  static Visit current() {
    Visit visit = CURRENT.get();
    if (visit == null) {
      throw new IllegalStateException("this is no thread of a request");
    }
    return visit;
  }

  /** Ends those whose clients have kept them waiting for too long at {@code now}, in ns. */
  void endOverdue(long now) {
    all.forEach(visit -> visit.end(now));
  }

  /** Ends all. */
  void endAll() {
    all.forEach(visit -> visit.thread.interrupt());
  }
}
