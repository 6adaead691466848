package io.leanagentic.orchestration.internal.broadcast;

import io.leanagentic.Reply;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Limits how many messages are on their way at a time. Any thread may call any method. */
final class Credit {
  /*
   * A message is settled when no copy of it is on its way any more; or, where relays compare what they know, when all
   * relays have received it. All numbers on their way are within `limit` of the lowest that is not settled. As relays
   * remember at least `limit` numbers, each of these is still in the window of every relay, and no relay rejects it as
   * too old.
   */
  private final int limit;

  /** Which numbers from `lowest` on are settled, each at its place modulo `limit`. */
  private final BitSet settled = new BitSet();

  private long lowest = 1;
  private long wanted;
  private @Nullable Reply<Boolean> waiting;
  private boolean ended;

  Credit(int limit) {
    this.limit = limit;
  }

  /** Whether number {@code id}, the next one, may be sent. */
  synchronized boolean covers(long id) {
    return ended || id - lowest < limit;
  }

  /** Answers {@code reply} once there is credit for {@code id} and for half the limit besides. */
  void await(long id, Reply<Boolean> reply) {
    synchronized (this) {
      if (!isEnough(id)) {
        wanted = id;
        waiting = reply;
        return;
      }
    }
    reply.send(true);
  }

  private boolean isEnough(long id) {
    return ended || id - lowest <= limit / 2;
  }

  /** Number {@code id} is settled. Called once for each number. */
  void settled(long id) {
    Reply<Boolean> told;
    synchronized (this) {
      settled.set(place(id));
      while (settled.get(place(lowest))) {
        settled.clear(place(lowest));
        lowest++;
      }
      told = takeWaiting();
    }
    tell(told);
  }

  /** Whether all numbers up to {@code id} are settled. */
  synchronized boolean isSettled(long id) {
    return ended || lowest > id;
  }

  /** A relay ends, and will settle nothing more: from now on there is no limit. */
  void end() {
    Reply<Boolean> told;
    synchronized (this) {
      ended = true;
      told = takeWaiting();
    }
    tell(told);
  }

  private @Nullable Reply<Boolean> takeWaiting() {
    Reply<Boolean> told = waiting;
    if (told == null || !isEnough(wanted)) {
      return null;
    }
    waiting = null;
    return told;
  }

  private static void tell(@Nullable Reply<Boolean> told) {
    if (told != null && told.isOpen()) {
      told.send(true);
    }
  }

  private int place(long id) {
    return (int) (id % limit);
  }
}
