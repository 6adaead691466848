package io.leanagentic.internal.scheduler;

import java.util.function.Consumer;

/** A task that does what it is told. */
final class TestTask extends Task {
  private final int priority;
  private final Consumer<TestTask> body;

  private TestTask(int priority, Consumer<TestTask> body) {
    this.priority = priority;
    this.body = body;
  }

  /** A task of normal priority. */
  static TestTask of(Runnable body) {
    return new TestTask(1, self -> body.run());
  }

  /** A task of normal priority that is told of itself, so that it can go on. */
  static TestTask of(Consumer<TestTask> body) {
    return new TestTask(1, body);
  }

  /** A task of another priority. */
  static TestTask of(int priority, Consumer<TestTask> body) {
    return new TestTask(priority, body);
  }

  @Override
  protected void run(Frame frame) {
    body.accept(this);
  }

  @Override
  protected int priority() {
    return priority;
  }

  @Override
  protected void schedule() {}

  @Override
  protected void prod() {}

  @Override
  protected int position() {
    return 0;
  }
}
