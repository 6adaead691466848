package io.leanagentic.benchmarks.simulation;

import io.leanagentic.internal.scheduler.Machine;
import io.leanagentic.internal.scheduler.Worker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * A machine with a processor for each thread. The processor whose clock is behind all others runs
 * next, until it pays for something that ends later than that: so what happens, and in which order,
 * depends on the seed only.
 */
final class SimulatedMachine extends Machine {
  /*
   * What costs something, in ns. Those for which no source is given are orders of magnitude: rules are compared, not
   * machines.
   */
  static final int HIT = 1; // a line that is here
  static final int ATOMIC = 8; // an operation on one that is here
  static final int OCCUPIED = 15; // how long the owner of a line is busy with a reader
  private static final int SPIN = 40; // about what the instruction takes on x86
  private static final int CLOCK = 20;
  private static final int PARK = 1_500; // a system call and a change of threads
  private static final int UNPARK = 1_500; // a system call
  private static final int UNPARK_AWAKE = 30;
  private static final int WAKE = 5_000; // from the call until the thread runs
  private static final int WAKE_FROM_NAP = 15_000; // if its processor has slept for a while
  private static final int WAKE_FROM_SLEEP = 50_000; // if it has slept for long
  private static final long NAP = 200_000;
  private static final long SLEEP = 2_000_000;
  private static final int TIMER_SLACK = 50_000; // of a wait with a limit: the default of Linux
  private static final long MOST = 1_000_000_000; // ns of a run
  private static final int AHEAD = 20; // ns that a processor may be ahead of the next

  private final int workers;
  private final int all;
  private final int[][] distances;
  private final List<Processor> processors = new ArrayList<>();
  private final IdentityHashMap<Thread, Processor> byThread = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Line> lines = new IdentityHashMap<>();
  private final SplittableRandom random;
  private final boolean byChance;
  private final PriorityQueue<Processor> ready =
      new PriorityQueue<>(
          Comparator.<Processor>comparingLong(p -> p.now).thenComparingInt(p -> p.number));
  private Processor current;
  private long horizon;
  private boolean ended;

  /**
   * A machine for so many workers, and for so many other threads, which are spread over it.
   *
   * @param byChance whether {@link #any} is a random number, as it should be; else always the same
   */
  SimulatedMachine(int workers, int others, Distances distances, long seed, boolean byChance) {
    this.byChance = byChance;
    this.workers = workers;
    this.all = workers + others;
    this.random = new SplittableRandom(seed);
    this.distances = new int[all][all];
    for (int i = 0; i < all; i++) {
      for (int j = 0; j < all; j++) {
        this.distances[i][j] =
            i == j
                ? 0
                : Math.max(distances.inComplex(), distances.between(place(i), place(j), workers));
      }
    }
    // What happens before the first thread runs costs nothing.
    this.current = new Processor(0, 0, all, () -> {});
    this.horizon = Long.MAX_VALUE;
  }

  private int place(int number) {
    return number < workers ? number : (int) ((number - workers) * 7919L % workers);
  }

  /** Starts {@code thread}, which runs {@code body} on the next processor. */
  void start(Thread thread, Runnable body) {
    int number = processors.size();
    if (number == all) {
      throw new IllegalStateException("there are only " + all + " processors");
    }
    var processor = new Processor(number, place(number), all, body);
    processors.add(processor);
    byThread.put(thread, processor);
    ready.add(processor);
  }

  /**
   * Runs all threads until one of them calls {@link #end}, or {@code failed}, or all wait for ever.
   */
  void run(BooleanSupplier failed) {
    while (!ended && !failed.getAsBoolean() && !ready.isEmpty() && current.now < MOST) {
      current = ready.poll();
      Processor next = ready.peek();
      horizon = next == null ? Long.MAX_VALUE : next.now + AHEAD;
      if (current.parked) { // its wait with a limit has ended
        wakeUp(current);
      }
      current.body.resume();
      if (!current.parked && !current.body.hasEnded()) {
        ready.add(current);
      }
    }
  }

  /** Ends the run after this step. */
  void end() {
    ended = true;
    Coroutine.pause();
  }

  /** The calling thread needs {@code nanos}. */
  void pays(long nanos) {
    until(current.now + nanos);
  }

  /** The calling thread works for {@code nanos}: that is what the machine is for. */
  void works(long nanos) {
    current.atWork += nanos;
    until(current.now + nanos);
  }

  private void until(long time) {
    current.now = time;
    if (time > horizon) {
      Coroutine.pause();
    }
  }

  /** Waits until then, as by a timer without slack; a processor that does nothing else. */
  void waitsUntil(long time) {
    if (time > current.now) {
      until(time);
    }
  }

  /** The time of the calling thread, for free. */
  long now() {
    return current.now;
  }

  /** The number of the calling thread's processor. */
  int here() {
    return current.number;
  }

  int distance(int one, int other) {
    return distances[one][other];
  }

  /** The calling thread writes what others look at, and pays for their looks. */
  void wrote() {
    current.written++;
    int debt = current.debt;
    if (debt > 0) {
      current.debt = 0;
      pays(debt);
    }
  }

  void reads(Line line) {
    until(line.read(current, this));
  }

  void writes(Line line) {
    until(line.write(current, this));
  }

  /** Time of all workers in ns: at work, asleep. */
  long[] times(long end) {
    long[] sums = new long[2];
    for (Processor p : processors.subList(0, workers)) {
      sums[0] += p.atWork;
      sums[1] += p.asleep + (p.parked ? Math.max(0, end - p.parkedAt) : 0);
    }
    return sums;
  }

  // The machine as the scheduler sees it.

  @Override
  public long nanos() {
    current.now += CLOCK; // others go on at the next payment: the caller may hold a lock
    return current.now;
  }

  @Override
  public int any() {
    return byChance ? random.nextInt() : 0;
  }

  @Override
  public void spin() {
    pays(SPIN);
  }

  @Override
  public void park(Thread thread) {
    Processor me = current;
    pays(PARK);
    if (me.permit) {
      me.permit = false;
      return;
    }
    me.parked = true;
    me.parkedAt = me.now;
    Coroutine.pause();
  }

  @Override
  public void parkNanos(Thread thread, long nanos) {
    Processor me = current;
    pays(PARK);
    if (me.permit) {
      me.permit = false;
      return;
    }
    me.parked = true;
    me.parkedAt = me.now;
    me.now += nanos + TIMER_SLACK;
    ready.add(me);
    Coroutine.pause();
  }

  private Processor of(Thread thread) {
    return Objects.requireNonNull(byThread.get(thread));
  }

  private void wakeUp(Processor processor) {
    processor.parked = false;
    processor.asleep += processor.now - processor.parkedAt;
  }

  @Override
  public void unpark(Thread thread) {
    Processor sleeper = of(thread);
    if (!sleeper.parked) {
      sleeper.permit = true;
      pays(UNPARK_AWAKE);
      return;
    }
    pays(UNPARK);
    if (!sleeper.parked) { // woke up meanwhile
      sleeper.permit = true;
      return;
    }
    long slept = current.now - sleeper.parkedAt;
    long latency = slept < NAP ? WAKE : slept < SLEEP ? WAKE_FROM_NAP : WAKE_FROM_SLEEP;
    long at = current.now + latency + random.nextInt((int) latency / 4);
    if (ready.remove(sleeper)) {
      at = Math.min(at, sleeper.now);
    }
    sleeper.now = at;
    wakeUp(sleeper);
    ready.add(sleeper);
    horizon = Math.min(horizon, at + AHEAD);
  }

  @Override
  public void looksAt(Worker worker) {
    Processor victim = of(worker);
    Processor me = current;
    if (victim == me || me.seen[victim.number] == victim.written) {
      pays(HIT);
      return;
    }
    me.seen[victim.number] = victim.written;
    int trip = distance(me.number, victim.number);
    victim.debt = Math.max(victim.debt, trip);
    long begin = Math.max(me.now, victim.free);
    victim.free = begin + OCCUPIED;
    until(begin + trip);
  }

  @Override
  public void tookFrom(Worker worker, int tasks) {
    Processor victim = of(worker);
    int trip = distance(current.number, victim.number);
    victim.debt = Math.max(victim.debt, trip);
    pays((long) trip * (2 + tasks / 16)); // head, and the part of the ring
  }

  @Override
  public void reads(Object shared) {
    reads(lines.computeIfAbsent(shared, any -> new Line()));
  }

  @Override
  public void writes(Object shared) {
    writes(lines.computeIfAbsent(shared, any -> new Line()));
  }
}
