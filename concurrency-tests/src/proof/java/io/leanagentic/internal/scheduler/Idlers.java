package io.leanagentic.internal.scheduler;

import java.time.Duration;
import java.util.List;

/** Tasks, and workers whose threads never start. */
final class Idlers {
  private Idlers() {}

  private static final WorkStealingScheduler.Host NO_EVENTS =
      new WorkStealingScheduler.Host() {
        @Override
        public void stuck(
            Task task, Duration running, List<StackTraceElement> stack, Throwable obstacle) {}

        @Override
        public boolean crashed(Task task, Throwable failure) {
          return true;
        }
      };

  /** The scheduler of all workers of {@link #worker}. */
  static final WorkStealingScheduler SCHEDULER = scheduler(2);

  static WorkStealingScheduler scheduler(int workers) {
    return new WorkStealingScheduler(
        workers, 4, 1, Duration.ofDays(1), thread -> {}, thread -> {}, NO_EVENTS);
  }

  static Worker worker() {
    return new Worker(SCHEDULER, 0, 4, 1, null);
  }

  /** A task with a content that is written without any ordering of its own. */
  static final class Plain extends Task {
    int value;
    private final int position;

    Plain() {
      this(0);
    }

    Plain(int position) {
      this.position = position;
    }

    @Override
    protected void run(Frame frame) {}

    @Override
    protected int priority() {
      return NORMAL;
    }

    @Override
    protected int position() {
      return position;
    }

    @Override
    protected void schedule() {}

    @Override
    protected void prod() {}
  }
}
