package io.leanagentic.internal.scheduler;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A worker, and the watchdog's looks, one by one, at times that the test makes up. */
public final class Watched implements AfterEachCallback {
  /** A millisecond in nanoseconds. */
  public static final long MILLI = 1_000_000;

  private final ConcurrentLinkedQueue<Task> stuck = new ConcurrentLinkedQueue<>();
  private final List<Held> held = new ArrayList<>();
  private final AtomicInteger started = new AtomicInteger();
  private final WorkStealingScheduler scheduler =
      new WorkStealingScheduler(
          1,
          4,
          17,
          Duration.ofMillis(100),
          thread -> {},
          thread -> {
            if (!(thread instanceof Watchdog)) {
              started.incrementAndGet();
              thread.start();
            }
          },
          new WorkStealingScheduler.Host() {
            @Override
            public void stuck(
                Task task,
                Duration running,
                List<StackTraceElement> stack,
                @Nullable Throwable obstacle) {
              assertTrue(obstacle != null || isReplaced(), "first a replacement");
              stuck.add(task);
            }

            @Override
            public boolean crashed(@Nullable Task task, Throwable failure) {
              throw new AssertionError(failure);
            }
          });
  private long now = System.nanoTime() + Duration.ofSeconds(10).toNanos(); // it is warm

  /** Starts the worker, with nothing to do. */
  public Watched() {
    scheduler.start();
  }

  /** A task that holds whoever runs it. */
  public static final class Held {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final boolean waits;
    private final Task task = TestTask.of(this::run);
    private volatile @Nullable Thread thread;

    private Held(boolean waits) {
      this.waits = waits;
    }

    private void run() {
      thread = Thread.currentThread();
      begun.countDown();
      if (waits) {
        try {
          Until.open("the test is done with it", end);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      while (end.getCount() > 0) {
        Thread.onSpinWait();
      }
    }

    /** Whether somebody runs it. */
    public boolean hasBegun() {
      return begun.getCount() == 0;
    }

    /** Gives back who runs it. */
    public void end() {
      end.countDown();
    }
  }

  /** Submits a task that waits, or computes, until its end or that of the test. */
  public Held submit(boolean waits) {
    var one = new Held(waits);
    held.add(one);
    scheduler.submit(one.task);
    return one;
  }

  /** Submits a task of the test's own. */
  void submit(Task task) {
    scheduler.submit(task);
  }

  /** Submits it and waits until it holds a worker. */
  public Held hold(boolean waits) throws InterruptedException {
    Held one = submit(waits);
    Until.open("the task runs", one.begun);
    Thread thread = one.thread;
    if (waits && thread != null) {
      Until.waiting(thread);
    }
    return one;
  }

  /** The next look, which was to come after 2 ms and comes after {@code nanos}. */
  public void lookAfter(long nanos) {
    now += nanos;
    scheduler.watchdog.look(now, Watchdog.passed(nanos, 2 * MILLI));
  }

  /** A look by a watchdog that is on time, though {@code nanos} went by. */
  public void lookOnTimeAfter(long nanos) {
    now += nanos;
    scheduler.watchdog.look(now, nanos);
  }

  /** Turns the time back to the start. */
  public void beCold() {
    now -= Duration.ofSeconds(10).toNanos();
  }

  /** How many workers may be held at once and yet be replaced. */
  public void mostDetached(int most) {
    scheduler.mostDetached = most;
  }

  /** Whether a worker that is held has been replaced. */
  public boolean isReplaced() {
    return scheduler.hasDetached();
  }

  /** How many threads were started to replace a worker, whether they have its place yet or not. */
  int replacements() {
    return started.get() - 1;
  }

  /** How often {@code task} was reported. */
  public long reports(Held task) {
    return stuck.stream().filter(reported -> reported == task.task).count();
  }

  /** How many reports there were. */
  public int reports() {
    return stuck.size();
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    held.forEach(Held::end);
    scheduler.stop();
    assertTrue(scheduler.awaitStop(Duration.ofSeconds(60)), "the workers end");
  }
}
