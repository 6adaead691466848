package io.leanagentic.cluster.internal.lease;

import io.leanagentic.Await;
import io.leanagentic.cluster.internal.lease.LeaseCommand.Close;
import io.leanagentic.cluster.internal.lease.LeaseCommand.Open;
import io.leanagentic.cluster.internal.lease.LeaseCommand.Renew;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The session of this node, from its first request on; a new one when it is lost. */
final class NodeSession {
  /*
   * Structure
   *   A daemon thread of its own, which busy agents cannot delay, renews the session and ends what has expired. It waits
   *   for nothing but time: answers are handled in the threads that bring them.
   *
   *   A renewal is due each second; while requests are in line, five times a second, since it also asks for them.
   */
  private static final Duration TTL = Duration.ofSeconds(5);
  private static final Duration TRY = Duration.ofSeconds(2);
  private static final long RENEW = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(200);

  private final ClusterLeases home;
  private final String node;

  // Guarded by this.
  private final List<BiConsumer<@Nullable Session, @Nullable Throwable>> expecting =
      new ArrayList<>();
  private @Nullable Session current;
  private @Nullable Thread keeper;
  private boolean isOpening;
  private boolean isAsked;
  private boolean isClosed;
  private long renewedAt;

  NodeSession(ClusterLeases home, String node) {
    this.home = home;
    this.node = node;
  }

  /** A session, and until when this node may count on it. */
  static final class Session {
    private final long id;
    private volatile long until; // written under the lock
    private boolean isOver;

    Session(long id, long until) {
      this.id = id;
      this.until = until;
    }

    long id() {
      return id;
    }

    long until() {
      return until;
    }

    boolean isAlive(long now) {
      return now < until;
    }

    /** It was renewed; nothing happens if it has ended. */
    synchronized void extend(long until) {
      if (!isOver) {
        this.until = Math.max(this.until, until);
      }
    }

    /** Returns whether this call ended it. */
    synchronized boolean end(long now) {
      boolean ends = !isOver;
      isOver = true;
      until = Math.min(until, now);
      return ends;
    }
  }

  /** Calls {@code then} with the session, once there is one, or with the reason why not. */
  void with(BiConsumer<@Nullable Session, @Nullable Throwable> then) {
    Session present;
    synchronized (this) {
      present = current;
      if (present == null || !present.isAlive(home.now())) {
        expecting.add(then);
        if (isOpening) {
          return;
        }
        isOpening = true;
        present = null;
      }
    }
    if (present != null) {
      then.accept(present, null);
      return;
    }
    long asked = home.now();
    home.submit(new Open(node, TTL.toNanos()), TRY.multipliedBy(5))
        .whenDone((answer, failure) -> opened(asked, answer, failure));
  }

  private void opened(long asked, @Nullable LeaseAnswer answer, @Nullable Throwable failure) {
    Session opened =
        answer instanceof LeaseAnswer.Opened(var id)
            ? new Session(id, asked + ClusterLeases.kept(TTL.toNanos()))
            : null;
    List<BiConsumer<@Nullable Session, @Nullable Throwable>> told;
    Session before;
    synchronized (this) {
      isOpening = false;
      told = List.copyOf(expecting);
      expecting.clear();
      before = current;
      if (opened != null) {
        current = opened;
        renewedAt = asked;
        begin();
        notifyAll();
      }
    }
    if (before != null && opened != null) {
      forget(before);
    }
    told.forEach(it -> it.accept(opened, failure));
  }

  /** Starts the thread; under the lock. */
  private void begin() {
    if (keeper == null && !isClosed) {
      keeper = Thread.ofPlatform().daemon().name("lease session").start(this::keep);
    }
  }

  private void keep() {
    try {
      while (true) {
        long now = home.now();
        long next = home.expire(now);
        Session session;
        synchronized (this) {
          if (isClosed) {
            return;
          }
          session = current;
        }
        if (session != null && !session.isAlive(now)) {
          lost(session);
        } else if (session != null) {
          next = Math.min(next, renew(session, now));
        }
        synchronized (this) {
          if (!isClosed) {
            wait(Math.max(1, Math.min(TimeUnit.NANOSECONDS.toMillis(next), 1000)));
          }
        }
      }
    } catch (InterruptedException e) {
      // nobody has this thread but this class, which ends it by closing
    }
  }

  /** Renews the session if that is due; returns in how many nanoseconds to look again. */
  private long renew(Session session, long now) {
    List<ClusterLeases.Request> waiting = home.waiting(session);
    long every = waiting.isEmpty() ? RENEW : LOOK;
    synchronized (this) {
      long left = renewedAt + every - now;
      if (isAsked || left > 0) {
        return Math.max(left, LOOK / 4);
      }
      isAsked = true;
      renewedAt = now;
    }
    var numbers = waiting.stream().map(it -> it.number).toList();
    home.submit(new Renew(session.id(), numbers), TRY)
        .whenDone((answer, failure) -> {
          synchronized (this) {
            isAsked = false;
            notifyAll();
          }
          if (answer instanceof LeaseAnswer.Renewed(var granted)) {
            session.extend(now + ClusterLeases.kept(TTL.toNanos()));
            home.renewed(session, waiting, now, granted);
          } else if (answer instanceof LeaseAnswer.NoSession) {
            lost(session);
          }
        });
    return every;
  }

  /** The number of the session; 0 if there is none. */
  synchronized long id() {
    return current == null ? 0 : current.id();
  }

  /** A request is in line. */
  synchronized void wake() {
    notifyAll();
  }

  /** The session is not to be counted on any more. */
  void lost(Session session) {
    synchronized (this) {
      if (current == session) {
        current = null;
      }
    }
    forget(session);
  }

  private void forget(Session session) {
    if (session.end(home.now())) {
      home.over(session);
      home.submit(new Close(session.id()), TRY); // or it expires
    }
  }

  /** Ends it; the await is done once the others know. */
  Await<LeaseAnswer> close() {
    Session last;
    synchronized (this) {
      isClosed = true;
      last = current;
      current = null;
      notifyAll();
    }
    if (last == null) {
      return Await.of(new LeaseAnswer.Done(false));
    }
    last.end(home.now());
    return home.submit(new Close(last.id()), TRY);
  }
}
