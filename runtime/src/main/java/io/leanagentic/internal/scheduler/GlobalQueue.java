package io.leanagentic.internal.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * What all workers share: tasks made runnable by other threads, overflow of run queues, and all
 * tasks whose priority is not normal.
 */
final class GlobalQueue extends UrgentCount {
  /*
   * Structure
   *   One injector for every WORKERS workers, so that with many workers the threads that add do not wait for one lock.
   *   Which one a task is added to is left to chance, so that all get their share even if one thread adds everything. A
   *   worker looks first into its own and then into the others. Tasks that are not normal all go to the first, so that
   *   their order is kept.
   *
   *   Every worker reads `urgent` before each turn. Whoever adds a normal task does not touch its line.
   *
   * Invariants
   *   Q3  a task is found in whichever injector it is     GlobalQueueTest.aTaskIsFoundWhereverItIs
   *   Q4  each injector gets its turn                     GlobalQueueTest.eachInjectorGetsItsTurn
   */
  private static final int WORKERS = 8; // that share an injector

  private final Machine machine;
  private final Injector[] injectors;
  private final int mask;

  GlobalQueue(Machine machine, int workers) {
    this.machine = machine;
    injectors = new Injector[Integer.highestOneBit(Math.max(1, workers / WORKERS))];
    for (int i = 0; i < injectors.length; i++) {
      injectors[i] = new Injector(machine, this);
    }
    mask = injectors.length - 1;
  }

  /** The injector of the worker with that number, for the overflow of its run queue too. */
  Injector injector(int worker) {
    return injectors[worker & mask];
  }

  /** Adds a task. If this throws, it has not. */
  void add(Task task) {
    boolean first = mask == 0 || task.priority() != Task.NORMAL;
    injector(first ? 0 : machine.any()).add(task);
  }

  /** The most urgent task of high or critical priority. */
  @Nullable Task takeUrgent() {
    return urgent == 0 ? null : injectors[0].takeUrgent();
  }

  /**
   * The next task of the injector whose turn it is, or of the next one that has any: so no priority
   * starves, and no injector.
   */
  @Nullable Task takeInTurn(int turn) {
    for (int i = 0; i < injectors.length; i++) {
      Task task = injector(turn + i).takeInTurn();
      if (task != null) {
        return task;
      }
    }
    return null;
  }

  /**
   * The next task of the injector of {@code worker}, or else of another; moves further ones to
   * {@code queue}, whose owner calls this.
   *
   * @param workers among whom to divide what there is
   * @param most how many to move
   */
  @Nullable Task takeBatch(RunQueue queue, int worker, int workers, int most) {
    int share = Math.max(1, workers / injectors.length);
    for (int i = 0; i < injectors.length; i++) {
      Task task = injector(worker + i).takeBatch(queue, share, most);
      if (task != null) {
        return task;
      }
    }
    return null;
  }

  boolean isEmpty() {
    for (Injector injector : injectors) {
      machine.reads(injector);
      if (!injector.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  boolean hasUrgent() {
    return urgent != 0;
  }

  int size() {
    int size = 0;
    for (Injector injector : injectors) {
      size += injector.size();
    }
    return size;
  }
}
