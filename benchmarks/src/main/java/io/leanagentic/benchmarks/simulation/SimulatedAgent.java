package io.leanagentic.benchmarks.simulation;

import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.Task;
import io.leanagentic.internal.scheduler.Worker;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * An agent as far as the scheduler notices: ready when a message comes, idle after the last one.
 */
abstract class SimulatedAgent extends Task {
  private static final int BUDGET = 64; // messages, as in the runtime
  private static final int BUDGET_NANOS = 25_000;
  private static final int TURN_NANOS = 20;
  private static final int MESSAGE_NANOS = 10;
  private static final int SCHEDULE_NANOS = 5;
  private static final int LINES = 3; // that come along when it moves to another processor

  private final Run run;
  private final Line mailbox = new Line();
  private final ArrayDeque<Integer> messages = new ArrayDeque<>();
  private boolean idle = true;
  private int place = -1;
  private long readyAt;
  private int taken;

  /** Whether the result is about its messages. */
  boolean isCounted = true;

  SimulatedAgent(Run run) {
    this.run = run;
  }

  /** Handles a message, on {@code worker}. */
  abstract void receive(int message, Worker worker);

  /** Works for {@code nanos}; called by {@link #receive}. */
  final void works(long nanos) {
    run.machine().works(nanos);
  }

  /** Sends {@code message} from an agent that runs on {@code sender}. */
  final void signal(int message, Worker sender) {
    if (put(message)) {
      run.machine().wrote();
      run.machine().pays(SCHEDULE_NANOS);
      sender.schedule(this);
    }
  }

  /** Sends {@code message} from a thread that is no worker. */
  final void signalFromOutside(int message) {
    if (put(message)) {
      run.scheduler().submit(this);
    }
  }

  private boolean put(int message) {
    run.machine().pays(MESSAGE_NANOS);
    run.machine().writes(mailbox);
    messages.add(message);
    if (!idle) {
      return false;
    }
    idle = false;
    readyAt = run.machine().now();
    return true;
  }

  @Override
  protected final void run(Frame frame) {
    Worker worker = Objects.requireNonNull(frame.worker);
    SimulatedMachine machine = run.machine();
    if (isCounted) {
      run.waited(machine.now() - readyAt);
    }
    machine.wrote();
    machine.pays(
        TURN_NANOS + LINES * (long) (place < 0 ? 0 : machine.distance(place, machine.here())));
    place = machine.here();
    machine.writes(mailbox);
    long begin = machine.now();
    for (int handled = 0; ; handled++) {
      if (messages.isEmpty()) {
        frame.ending();
        idle = true;
        return;
      }
      if (handled == BUDGET || machine.now() - begin > BUDGET_NANOS) {
        readyAt = machine.now();
        worker.requeue(this);
        return;
      }
      int message = messages.remove();
      frame.advance(++taken);
      machine.wrote();
      receive(message, worker);
      if (isCounted) {
        run.handled();
      }
    }
  }

  @Override
  protected final int priority() {
    return Task.NORMAL;
  }

  @Override
  protected final int position() {
    return taken;
  }

  @Override
  protected final void schedule() {
    throw new AssertionError("the stack of a simulation does not end");
  }

  @Override
  protected final void prod() {
    throw new AssertionError("the stack of a simulation does not end");
  }
}
