package io.leanagentic.testing;

import io.leanagentic.capability.CapUnchecked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a few short programs in every order in which their steps can interleave, each time from the
 * start. One program runs at a time, so what is explored is sequentially consistent: this finds
 * mistakes in a protocol, not a missing fence.
 *
 * <p>With a {@link Fault} it also runs them with each allocation that fails, or each call at which
 * the stack ends, within what a program {@linkplain Step#attempt attempts}. Models say where they
 * allocate and call; the runtime's own code says so when it is {@link Woven}.
 */
@CapUnchecked("who attempts something is a thread's own")
public final class Interleavings {

  /** A program that says where others may come in between. */
  @FunctionalInterface
  public interface Program {
    /** Runs to its end, by way of {@code step}. */
    void run(Step step) throws Exception;
  }

  /** What ends within an {@linkplain Step#attempt attempt}, in one place of it per run, or none. */
  public enum Fault {
    NONE,
    /** One allocation fails. */
    ALLOCATION,
    /** Three in a row fail. */
    ALLOCATIONS,
    /** Nothing can be called from some depth on. */
    STACK,
    /** As before, and methods of the JDK need more stack than others. */
    STACK_OF_JDK
  }

  /** Something that may be cut short. */
  @FunctionalInterface
  public interface Action {
    /** Does it. */
    void run() throws Exception;
  }

  /** The door between two steps of a program. */
  public interface Step {
    /**
     * Runs {@code action}, in which heap or stack end as the exploration says; returns whether it
     * came to its end, false if what was thrown left it: as in code that catches such errors.
     */
    default boolean attempt(Action action) throws Exception {
      action.run();
      return true;
    }

    /** Ends a step: to be called before each access to what the programs share. */
    void next();

    /** Ends a step, and begins the next one when {@code condition} holds. */
    void until(BooleanSupplier condition);
  }

  /** Programs on fresh state, and what must hold in the end. */
  public record Case(List<Program> programs, Runnable check) {}

  /** For the same programs at full speed, on threads of their own: no step ends. */
  public static final Step FULL_SPEED =
      new Step() {
        @Override
        public void next() {}

        @Override
        public void until(BooleanSupplier condition) {
          while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
          }
        }
      };

  /** Who attempts something on the calling thread. */
  private static final ThreadLocal<@Nullable Strand> ATTEMPTS = new ThreadLocal<>();

  private final Path path = new Path();
  private final int preemptions;
  private final Fault fault;
  private final Supplier<Case> fresh;

  private Interleavings(int preemptions, Fault fault, Supplier<Case> fresh) {
    this.preemptions = preemptions;
    this.fault = fault;
    this.fresh = fresh;
  }

  /** An allocation comes next, on the calling thread. */
  public static void allocation() {
    Strand strand = ATTEMPTS.get();
    if (strand != null) {
      strand.allocates();
    }
  }

  /** A call comes next, on the calling thread; {@code ofJdk} if it is one of the JDK. */
  public static void call(boolean ofJdk) {
    Strand strand = ATTEMPTS.get();
    if (strand != null) {
      strand.calls(ofJdk);
    }
  }

  /** Explores all interleavings; returns how many. Fails with the first one that fails. */
  public static int all(Supplier<Case> fresh) {
    return upTo(Integer.MAX_VALUE, fresh);
  }

  /**
   * Explores the interleavings in which at most {@code preemptions} times a program is left that
   * could go on; few are enough for nearly every mistake.
   */
  public static int upTo(int preemptions, Supplier<Case> fresh) {
    return upTo(preemptions, Fault.NONE, fresh);
  }

  /** As above, each with every place for {@code fault}. */
  public static int upTo(int preemptions, Fault fault, Supplier<Case> fresh) {
    return new Interleavings(preemptions, fault, fresh).explore();
  }

  private int explore() {
    int runs = 0;
    do {
      Case one = fresh.get();
      var run = new Run(path, preemptions, fault, one.programs());
      try {
        run.toItsEnd();
        one.check().run();
      } catch (Throwable t) {
        String where = run.failed == null ? "" : ", with " + run.failed;
        throw new AssertionError(
            "in the interleaving " + run.trace + where + ": " + t.getMessage(), t);
      }
      runs++;
    } while (path.toTheNext());
    return runs;
  }

  /** The choices of a run; a depth-first walk through all of them. */
  private static final class Path {
    private int[] chosen = new int[64];
    private int[] options = new int[64];
    private int length;
    private int at;

    int choose(int among) {
      if (at == length) {
        if (length == chosen.length) {
          chosen = Arrays.copyOf(chosen, 2 * length);
          options = Arrays.copyOf(options, 2 * length);
        }
        chosen[length] = 0;
        options[length++] = among;
      }
      if (options[at] != among) {
        throw new IllegalStateException(
            "the programs depend on more than the order of their steps");
      }
      return chosen[at++];
    }

    boolean toTheNext() {
      at = 0;
      while (length > 0 && chosen[length - 1] + 1 == options[length - 1]) {
        length--;
      }
      if (length == 0) {
        return false;
      }
      chosen[length - 1]++;
      return true;
    }
  }

  /** One interleaving. Whoever runs decides who runs next. */
  private static final class Run {
    private final Path path;
    private final CopyOnWriteArrayList<Strand> strands = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Integer> trace = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended;
    private final Fault fault;
    private int preemptionsLeft;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable String failed; // what, and where

    Run(Path path, int preemptions, Fault fault, List<Program> programs) {
      this.path = path;
      this.fault = fault;
      this.preemptionsLeft = preemptions;
      this.ended = new CountDownLatch(programs.size());
      for (Program program : programs) {
        strands.add(new Strand(this, strands.size(), program));
      }
    }

    void toItsEnd() throws Throwable {
      strands.forEach(strand -> strand.thread.start());
      handOver(null);
      Until.open("all programs end", ended);
      Throwable thrown = failure;
      if (thrown != null) {
        throw thrown;
      }
    }

    /** Chooses who goes on; {@code from} is who ran so far. */
    void handOver(@Nullable Strand from) {
      var ready = new ArrayList<Strand>();
      boolean mayGoOn = from != null && from.isReady();
      if (mayGoOn) {
        ready.add(from);
      }
      for (Strand strand : strands) {
        if (strand != from && strand.isReady() && (!mayGoOn || preemptionsLeft > 0)) {
          ready.add(strand);
        }
      }
      if (ready.isEmpty()) {
        if (strands.stream().anyMatch(strand -> !strand.done)) {
          fail(new AssertionError("nobody can go on, and not all have ended"));
        }
        return;
      }
      Strand next = ready.get(ready.size() == 1 ? 0 : path.choose(ready.size()));
      if (mayGoOn && next != from) {
        preemptionsLeft--;
      }
      trace.add(next.number);
      next.resume();
    }

    void fail(Throwable thrown) {
      if (failure == null) {
        failure = thrown;
      }
      strands.forEach(Strand::resume);
    }
  }

  /** Ends the other programs of an interleaving that failed. */
  private static final class Abandoned extends Error {
    private static final long serialVersionUID = 1;

    Abandoned() {
      super("abandoned", null, false, false);
    }
  }

  @CapUnchecked("a strand and its run hand over to each other: one runs at a time")
  private static final class Strand implements Step {
    private final Run run;
    private final int number;
    private final Program program;
    private final Thread thread;
    private volatile boolean resumed;
    private boolean done;
    private BooleanSupplier condition = () -> true;
    private int allocationsToFail;
    private long end = Long.MAX_VALUE; // the depth from which on there is no stack
    private long deepest; // of the calls that came to be

    Strand(Run run, int number, Program program) {
      this.run = run;
      this.number = number;
      this.program = program;
      this.thread = Thread.ofVirtual().unstarted(this::run);
    }

    boolean isReady() {
      return !done && condition.getAsBoolean();
    }

    void resume() {
      resumed = true;
      LockSupport.unpark(thread);
    }

    private void run() {
      try {
        await();
        program.run(this);
        done = true;
        run.handOver(null);
      } catch (Abandoned e) {
        done = true;
      } catch (Throwable t) {
        done = true;
        run.fail(t);
      } finally {
        run.ended.countDown();
      }
    }

    private void await() {
      while (!resumed) {
        LockSupport.park(this);
      }
      resumed = false;
      if (run.failure != null) {
        throw new Abandoned();
      }
    }

    @Override
    public void next() {
      until(() -> true);
    }

    @Override
    public void until(BooleanSupplier condition) {
      this.condition = condition;
      run.handOver(this);
      await();
    }

    @Override
    public boolean attempt(Action action) throws Exception {
      ATTEMPTS.set(this);
      try {
        action.run();
        return true;
      } catch (OutOfMemoryError | StackOverflowError e) {
        return false;
      } finally {
        ATTEMPTS.remove();
        end = Long.MAX_VALUE;
        deepest = 0;
        allocationsToFail = 0;
      }
    }

    private boolean failsHere(String what) {
      if (run.failed != null || run.path.choose(2) == 0) {
        return false;
      }
      run.failed = what + StackWalker.getInstance().walk(Strand::place);
      return true;
    }

    private static String place(Stream<StackWalker.StackFrame> frames) {
      return frames
          .filter(frame -> !frame.getClassName().startsWith(Interleavings.class.getName()))
          .limit(3)
          .toList()
          .toString();
    }

    void allocates() {
      boolean many = run.fault == Fault.ALLOCATIONS;
      if (!many && run.fault != Fault.ALLOCATION) {
        return;
      }
      if (allocationsToFail == 0 && failsHere("no heap at ")) {
        allocationsToFail = many ? 3 : 1;
      }
      if (allocationsToFail > 0) {
        allocationsToFail--;
        throw new OutOfMemoryError("on purpose");
      }
    }

    void calls(boolean ofJdk) {
      boolean deeper = run.fault == Fault.STACK_OF_JDK && ofJdk;
      if (!deeper && run.fault != Fault.STACK && run.fault != Fault.STACK_OF_JDK) {
        return;
      }
      long depth = StackWalker.getInstance().walk(Stream::count) + (deeper ? 4 : 0);
      // Where there was stack a moment ago there is still some.
      if (end == Long.MAX_VALUE && depth > deepest && failsHere("no stack at ")) {
        end = depth;
      }
      if (depth >= end) {
        throw new StackOverflowError("on purpose");
      }
      deepest = Math.max(deepest, depth);
    }
  }
}
