package io.leanagentic.internal.scheduler;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the workers now and then from a thread of its own: finds a message that holds its worker
 * for too long, has that worker replaced, and gets work moving that waits behind a long turn.
 */
final class Watchdog extends Thread {
  private static final long IDLE_NANOS = 20_000_000;

  private record Seen(
      Task task, long turn, long turnSince, long progress, long since, boolean reported) {
    boolean sameTurn(Task other, long otherTurn) {
      return task == other && turn == otherTurn;
    }
  }

  private final WorkStealingScheduler scheduler;
  private final long limit;
  private final long tick;
  private final IdentityHashMap<Worker, Seen> seen = new IdentityHashMap<>();
  private volatile long survived;
  private volatile boolean ended;

  Watchdog(WorkStealingScheduler scheduler, Duration stuckAfter) {
    super("lean-agentic-watchdog");
    setDaemon(true);
    this.scheduler = scheduler;
    boolean never = stuckAfter.compareTo(Duration.ofDays(36_500)) > 0; // more ns than a long holds
    this.limit = never ? Long.MAX_VALUE : stuckAfter.toNanos();
    this.tick = Math.clamp(limit / 4, 1_000_000L, 2_000_000L);
  }

  void end() {
    ended = true;
    LockSupport.unpark(this);
  }

  /** How often it went on after something was thrown in it. */
  long survived() {
    return survived;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // by this thread only
  public void run() {
    while (!ended) {
      LockSupport.parkNanos(this, scheduler.idle.allAsleep() && seen.isEmpty() ? IDLE_NANOS : tick);
      try {
        lookAtAll();
      } catch (Throwable t) {
        survived++; // all depend on this thread: the next look does better
      }
    }
  }

  private void lookAtAll() {
    long now = System.nanoTime();
    if (!scheduler.global.isEmpty()) {
      scheduler.wakeOne(); // whoever put it there may have had no stack left for that
    }
    for (Worker worker : scheduler.victims()) {
      look(worker, now);
    }
    seen.keySet().removeIf(worker -> !worker.isAlive());
  }

  private void look(Worker worker, long now) {
    worker.shareAbove(0);
    if (worker.hasToShare()) {
      scheduler.wakeOne(); // to see whether what waits is worth the trip by now
    }
    long turn = worker.frame.begunAcquire();
    @Nullable Task task = worker.frame.currentAcquire();
    long progress = worker.frame.progressAcquire();
    if (turn != worker.frame.turnsOpaque()) {
      return; // another turn begins just now: the next tick will see it
    }
    Seen before = seen.get(worker);
    if (task == null) {
      seen.remove(worker);
      return;
    }
    if (before == null || !before.sameTurn(task, turn)) {
      seen.put(worker, new Seen(task, turn, now, progress, now, false));
      return;
    }
    worker.frame.observe(turn, before.turnSince() == 0 ? 1 : before.turnSince());
    if (worker.hasWaiting()) {
      if (worker.isDetached()) {
        scheduler.handOver(worker);
      } else {
        scheduler.wakeOne();
      }
    }
    if (before.progress() != progress) {
      seen.put(worker, new Seen(task, turn, before.turnSince(), progress, now, false));
    } else if (!before.reported() && now - before.since() >= limit) {
      seen.put(worker, new Seen(task, turn, before.turnSince(), progress, before.since(), true));
      scheduler.replace(worker, task, Duration.ofNanos(now - before.since()));
    }
  }
}
