package io.leanagentic.testkit;

import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.spi.Clock;
import io.leanagentic.spi.Gate;
import io.leanagentic.spi.Turn;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Writes down the order of a run on workers, and is the clock of that run. */
@CapUnchecked("its fields are used behind its lock")
final class RecordingGate implements Gate, Clock {
  /*
   * Structure
   *   One lock, for turns of all workers, for threads outside that reach an agent, and for the timer thread: what holds
   *   it is one event of the file. It is fair, so that workers take turns. While a thread holds it, time stands still
   *   for that thread, so the file needs one time per event. A thread outside that only looks at the time sees that of
   *   the last event, unless that is old: then its look is an event, too.
   *
   *   When the file is full, or something is lost, the lock is opened for ever: what follows is not recorded, so it need
   *   not wait. So it does if a thread waits too long, because a turn waits for something that waits for the lock.
   *
   * Invariants
   *   R1  the file repeats the run             RecordingTest.aHealthyRunIsRepeatedTurnByTurn
   *   R2  it has at most so many bytes, the first ones   RecordingTest.aFullFileKeepsTheBeginning
   *   R3  a turn that waits for another ends the recording, not the run   RecordingTest.aTurnThatWaitsForAnotherEndsIt
   */
  static final long PATIENCE_MILLIS = 10_000;
  private static final long FRESH_NANOS = 1_000_000;
  private static final String OURS = "lean-agentic-"; // the names of the runtime's threads

  private final ReentrantLock lock = new ReentrantLock(true);
  private final RecordingWriter writer;
  private final Instant start;
  private final long origin = System.nanoTime();
  private final long patienceMillis;
  private long now; // for the thread that holds the lock
  private volatile long last; // the time of the last event
  private volatile @Nullable String ended;
  private boolean closed; // the file has its end
  private @Nullable IOException failure;

  RecordingGate(RecordingWriter writer, Instant start, long patienceMillis) {
    this.writer = writer;
    this.start = start;
    this.patienceMillis = patienceMillis;
  }

  @FunctionalInterface
  private interface Writing {
    boolean isDone() throws IOException;
  }

  @Override
  public void beginTurn(Turn agent) {
    if (enter(agent)) {
      write(() -> writer.turn(agent, agent.path(), agent.type(), now));
    }
  }

  @Override
  public void endTurn() {
    leave();
  }

  @Override
  public void beginReach(@Nullable Turn agent) {
    if (enter(agent)) {
      write(() ->
          agent == null ? writer.birth(now) : writer.reach(agent, agent.path(), agent.type(), now));
    }
  }

  @Override
  public void endReach() {
    leave();
  }

  @Override
  public int fire(IntSupplier due) {
    boolean first = enter(null);
    try {
      int fired = due.getAsInt();
      if (first && fired > 0) {
        write(() -> writer.fire(fired, now));
      }
      return fired;
    } finally {
      leave();
    }
  }

  @Override
  public void loses(String what) {
    if (ended == null) {
      end(RecordingWriter.LOST, what);
    }
  }

  /** Takes the lock; returns whether the caller begins an event. */
  private boolean enter(@Nullable Turn agent) {
    if (ended != null && !lock.isHeldByCurrentThread()) {
      return false;
    }
    if (!await()) {
      ended = "a turn waits for something that waits for its end, such as " + name(agent);
      return false;
    }
    if (lock.getHoldCount() > 1 || ended != null) {
      return false;
    }
    now = Math.max(now, elapsed());
    return true;
  }

  private static String name(@Nullable Turn agent) {
    return agent == null ? "a birth or a timer" : agent.path();
  }

  private boolean await() {
    boolean interrupted = false;
    try {
      for (; ; ) {
        try {
          return lock.tryLock(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void leave() {
    if (lock.isHeldByCurrentThread()) {
      lock.unlock();
    }
  }

  private void write(Writing event) {
    try {
      if (event.isDone()) {
        last = now;
      } else {
        end(RecordingWriter.FULL, "");
      }
    } catch (IOException e) {
      failure = e;
      ended = "the file cannot be written: " + e;
    }
  }

  /** Ends the recording, if it goes on; the run goes on without. */
  void end(int kind, String text) {
    boolean locked = await();
    try {
      if (closed) {
        return;
      }
      closed = true;
      String before = ended;
      if (failure == null) {
        try {
          writer.end(
              before == null ? kind : RecordingWriter.LOST,
              before == null ? text : before,
              Math.max(now, last));
        } catch (IOException e) {
          failure = e;
        }
      }
      if (before == null) {
        ended = text; // opens the gate
      }
    } finally {
      if (locked) {
        lock.unlock();
      }
    }
  }

  long turns() {
    return writer.turns();
  }

  @Nullable IOException failure() {
    return failure;
  }

  // The clock.

  /** The runtime starts: for the calling thread time stands still until {@link #started}. */
  void starting() {
    lock.lock();
  }

  void started() {
    lock.unlock();
  }

  private long elapsed() {
    return (System.nanoTime() - origin) / 1_000 * 1_000;
  }

  @Override
  public long nanoTime() {
    if (ended != null) {
      return elapsed();
    }
    if (lock.isHeldByCurrentThread()) {
      return now;
    }
    if (Thread.currentThread().getName().startsWith(OURS)) {
      return elapsed();
    }
    long seen = last;
    if (elapsed() - seen < FRESH_NANOS || !lock.tryLock()) {
      return seen; // an event has just begun, or is about to end
    }
    try {
      if (ended == null) {
        now = Math.max(now, elapsed());
        write(() -> writer.clock(now));
      }
      return now;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Instant now() {
    return start.plusNanos(nanoTime());
  }
}
