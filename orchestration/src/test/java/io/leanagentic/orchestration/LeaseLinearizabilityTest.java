package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRuntime;
import io.leanagentic.AwaitException;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.capability.Val;
import io.leanagentic.spi.Clock;
import io.leanagentic.spi.Seams;
import io.leanagentic.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Threads that race for one lease, while a clock races on: for each history there must be an order
 * of its operations, each between its call and its return, in which a lease without concurrency
 * gives the same answers (Wing, Gong: Testing and Verifying Concurrent Objects, 1993).
 */
final class LeaseLinearizabilityTest {
  private static final int THREADS = 3;
  private static final int OPERATIONS = 6;
  private static final long NONE = 0;

  /** What was done, and what came of it; {@code token} is that of the lease it was done with. */
  private record Event(Kind kind, long token, long time, long result, long call, long back) {}

  private enum Kind {
    /** Result: the token granted, or minus the token in the way. */
    TRY_ACQUIRE,
    /** Result: 1 if this ended it. */
    RELEASE,
    /** Result: 1 if it is renewed. */
    RENEW,
    /** Result: 1 if it is held. */
    IS_HELD,
    /** Result: the token that is held. */
    FIND,
    /** Moves the clock by {@code time}. */
    PASS
  }

  /** A lease without concurrency. */
  private record State(long now, long token, long deadline, long next) {

    boolean isHeld(long which) {
      return token == which && which != NONE && now < deadline;
    }

    /** What comes after {@code event}; null if it would have had another result. */
    @Nullable State after(Event event) {
      boolean held = isHeld(event.token());
      return switch (event.kind()) {
        case TRY_ACQUIRE -> {
          boolean free = !isHeld(token);
          yield event.result() != (free ? next : -token)
              ? null
              : free ? new State(now, next, now + event.time(), next + 1) : this;
        }
        case RELEASE ->
            event.result() != (held ? 1 : 0) ? null : held ? new State(now, NONE, 0, next) : this;
        case RENEW ->
            event.result() != (held ? 1 : 0)
                ? null
                : held ? new State(now, token, now + event.time(), next) : this;
        case IS_HELD -> event.result() == (held ? 1 : 0) ? this : null;
        case FIND -> event.result() == (isHeld(token) ? token : NONE) ? this : null;
        case PASS -> new State(now + event.time(), token, deadline, next);
      };
    }
  }

  private static boolean isLinearizable(List<Event> history) {
    return search(history, 0, new State(0, NONE, 0, 1), new HashSet<>());
  }

  private static boolean search(List<Event> history, long done, State state, Set<Object> seen) {
    if (done == (1L << history.size()) - 1) {
      return true;
    }
    if (!seen.add(List.of(done, state))) {
      return false;
    }
    long firstReturn = Long.MAX_VALUE;
    for (int i = 0; i < history.size(); i++) {
      if ((done & 1L << i) == 0) {
        firstReturn = Math.min(firstReturn, history.get(i).back());
      }
    }
    for (int i = 0; i < history.size(); i++) {
      Event event = history.get(i);
      if ((done & 1L << i) == 0 && event.call() < firstReturn) {
        State next = state.after(event);
        if (next != null && search(history, done | 1L << i, next, seen)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A clock that moves only when it is told to. */
  @Val
  private static final class TestClock implements Clock {
    private final AtomicLong now = new AtomicLong(77);

    @Override
    public long nanoTime() {
      return now.get();
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }
  }

  @Test
  void everyHistoryHasAnOrder() {
    var clock = new TestClock();
    var config = RuntimeConfig.defaults().withSeams(Seams.system().withClock(clock));
    try (var runtime = AgentRuntime.start(config)) {
      Seeds.each(
          400,
          seed -> {
            try (var leases = Leases.of(runtime)) {
              var history = record(leases, clock, seed);
              assertTrue(isLinearizable(history), () -> "no order for " + history);
            }
          });
    }
  }

  private static List<Event> record(Leases leases, TestClock clock, long seed) throws Exception {
    var stamps = new AtomicLong();
    var barrier = new CyclicBarrier(THREADS);
    var histories = new ArrayList<List<Event>>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < THREADS; i++) {
      var events = new CopyOnWriteArrayList<Event>();
      histories.add(events);
      var random = new SplittableRandom(seed * THREADS + i);
      var holder = LeaseHolder.named("t" + i);
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                await(barrier);
                Lease mine = null;
                for (int n = 0; n < OPERATIONS; n++) {
                  mine = operate(leases, clock, holder, mine, random, stamps, events);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return histories.stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(Event::call))
        .toList();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static @Nullable Lease operate(
      Leases leases,
      TestClock clock,
      LeaseHolder holder,
      @Nullable Lease mine,
      SplittableRandom random,
      AtomicLong stamps,
      List<Event> events) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    if (mine == null && kind != Kind.PASS && kind != Kind.FIND) {
      kind = Kind.TRY_ACQUIRE;
    }
    long time = random.nextLong(1, 21);
    long token = mine == null ? NONE : mine.token();
    Lease next = mine;
    long call = stamps.getAndIncrement();
    long result =
        switch (kind) {
          case TRY_ACQUIRE ->
              switch (leases.tryAcquire("r", holder, Duration.ofNanos(time)).join()) {
                case Acquisition.Granted(var lease) -> {
                  next = lease;
                  yield lease.token();
                }
                case Acquisition.Refused(var current) -> -current.token();
              };
          case RELEASE -> held(mine).release() ? 1 : 0;
          case RENEW -> renewed(held(mine), time);
          case IS_HELD -> held(mine).isHeld() ? 1 : 0;
          case FIND -> leases.find("r").map(LeaseInfo::token).orElse(NONE);
          case PASS -> {
            clock.now.addAndGet(time);
            yield NONE;
          }
        };
    events.add(new Event(kind, token, time, result, call, stamps.getAndIncrement()));
    return next;
  }

  private static Lease held(@Nullable Lease lease) {
    return Objects.requireNonNull(lease);
  }

  private static long renewed(Lease lease, long time) {
    try {
      lease.renew(Duration.ofNanos(time)).join();
      return 1;
    } catch (AwaitException lost) {
      return 0;
    }
  }

  @Test
  void theCheckerRejectsTwoHolders() {
    assertTrue(
        isLinearizable(
            List.of(
                new Event(Kind.TRY_ACQUIRE, NONE, 10, 1, 0, 1),
                new Event(Kind.TRY_ACQUIRE, NONE, 10, -1, 2, 3),
                new Event(Kind.PASS, NONE, 10, 0, 4, 5),
                new Event(Kind.TRY_ACQUIRE, NONE, 10, 2, 6, 7))));
    assertFalse(
        isLinearizable(
            List.of(
                new Event(Kind.TRY_ACQUIRE, NONE, 10, 1, 0, 1),
                new Event(Kind.TRY_ACQUIRE, NONE, 10, 2, 2, 3))),
        "the first has not expired");
    assertFalse(
        isLinearizable(
            List.of(
                new Event(Kind.TRY_ACQUIRE, NONE, 10, 1, 0, 1),
                new Event(Kind.PASS, NONE, 11, 0, 2, 3),
                new Event(Kind.RENEW, 1, 10, 1, 4, 5))),
        "what has expired is not renewed");
  }
}
