package io.leanagentic.cluster.internal.link;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many messages of one ref may be on their way: so many more than the other agent has taken.
 */
public final class Window {
  /** The largest size. */
  public static final int MOST = 1_000_000;

  private final int size;
  private long sent;
  private long taken;
  private @Nullable Reply<Boolean> waiter;
  private @Nullable RuntimeException closed;

  /** A window of {@code size} messages. */
  public Window(int size) {
    this.size = size;
  }

  /** A message is sent. */
  public synchronized void sent() {
    sent++;
  }

  /** How many messages were sent in all. */
  public synchronized long count() {
    return sent;
  }

  /** Empty if there is room for another message; else an await that ends when there is. */
  public synchronized Optional<Await<Boolean>> full(AgentRuntime runtime) {
    if (closed != null) {
      return Optional.of(Await.failed(closed));
    }
    if (sent - taken < size) {
      return Optional.empty();
    }
    Promise<Boolean> room = runtime.<Boolean>promise(Duration.ofDays(36_500)).asEvent();
    waiter = room.reply();
    return Optional.of(room.await());
  }

  /** The other agent has taken so many messages in all. */
  public void taken(long messages) {
    Reply<Boolean> woken = null;
    synchronized (this) {
      taken = Math.max(taken, Math.min(messages, sent));
      if (sent - taken < size) {
        woken = waiter;
        waiter = null;
      }
    }
    if (woken != null) {
      woken.send(true);
    }
  }

  /** There is no room any more, because of {@code why}. */
  public void close(RuntimeException why) {
    Reply<Boolean> woken;
    synchronized (this) {
      closed = why;
      woken = waiter;
      waiter = null;
    }
    if (woken != null) {
      woken.fail(why);
    }
  }
}
