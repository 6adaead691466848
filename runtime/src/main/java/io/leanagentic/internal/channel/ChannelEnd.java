package io.leanagentic.internal.channel;

import io.leanagentic.AwaitException;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.ChannelClosedException;
import io.leanagentic.internal.await.AwaitHost;
import io.leanagentic.internal.await.TimedAwait;
import java.util.Objects;

/**
 * An end of a channel that waits to be served: as an await, for agents, or in place, with the
 * calling thread.
 *
 * @param <R> what it is served with
 */
abstract class ChannelEnd<R> extends TimedAwait<R> {

  ChannelEnd(AwaitHost host) {
    super(host);
  }

  /**
   * Makes the calling thread wait.
   *
   * @return whether it was served; false if its time ran out
   * @throws InterruptedException if the thread was interrupted and nothing was moved. If this end
   *     was served at the same moment it returns true and the thread's interrupt status is set
   */
  final boolean awaitServed() throws InterruptedException {
    awaitDone();
    return isServed();
  }

  private boolean isServed() {
    return switch (failureOrNull()) {
      case null -> true;
      case AwaitTimeoutException timeout -> false;
      // A new exception, so that the trace shows which thread waited.
      case AwaitException given when given.getCause() instanceof ChannelClosedException closed ->
          throw new ChannelClosedException(Objects.requireNonNull(closed.getMessage()));
      case AwaitException given -> throw given;
    };
  }
}
