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
import org.jspecify.annotations.Nullable;

/**
 * Runs a few short programs in every order in which their steps can interleave, each time from the
 * start. One program runs at a time, so what is explored is sequentially consistent: this finds
 * mistakes in a protocol, not a missing fence.
 */
public final class Interleavings {

  /** A program that says where others may come in between. */
  @FunctionalInterface
  public interface Program {
    /** Runs to its end, by way of {@code step}. */
    void run(Step step) throws Exception;
  }

  /** The door between two steps of a program. */
  public interface Step {
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

  private final Path path = new Path();
  private final int preemptions;
  private final Supplier<Case> fresh;

  private Interleavings(int preemptions, Supplier<Case> fresh) {
    this.preemptions = preemptions;
    this.fresh = fresh;
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
    return new Interleavings(preemptions, fresh).explore();
  }

  private int explore() {
    int runs = 0;
    do {
      Case one = fresh.get();
      var run = new Run(path, preemptions, one.programs());
      try {
        run.toItsEnd();
        one.check().run();
      } catch (Throwable t) {
        throw new AssertionError("in the interleaving " + run.trace + ": " + t.getMessage(), t);
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
    private int preemptionsLeft;
    private volatile @Nullable Throwable failure;

    Run(Path path, int preemptions, List<Program> programs) {
      this.path = path;
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
  }
}
