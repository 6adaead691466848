package io.leanagentic.internal.log;

import io.leanagentic.internal.scheduler.StackProbe;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The one place that calls the logger. Throws nothing: what a logger, or an exception that it
 * shows, throws is counted, and said on standard error, a line a second at most.
 */
public final class Log {
  /** Longer stacks are logged in brief. */
  private static final int MOST_FRAMES = 400;

  private static final int SHOWN_FRAMES = 20;
  private static final long SECOND = 1_000_000_000;

  private final @Nullable Logger logger = find();
  private final LongAdder failures = new LongAdder();
  private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

  /** One with counts of its own. */
  public Log() {}

  private static @Nullable Logger find() {
    try {
      return System.getLogger("io.leanagentic");
    } catch (Throwable broken) { // of the finder that the program brought along
      return null;
    }
  }

  /** A line, with what was thrown if it was that. */
  public void write(Level level, String text, @Nullable Throwable thrown) {
    Throwable problem;
    try {
      if (thrown == null || !isDeep(thrown)) {
        give(level, text, thrown);
      } else {
        give(level, text + "\n" + brief(thrown), null);
      }
      return;
    } catch (Throwable t) {
      problem = t;
    }
    failures.increment();
    try {
      if (thrown != null) {
        give(level, text + "\n" + Texts.of(thrown), null); // perhaps it was the exception's doing
        return;
      }
    } catch (Throwable t) {
      problem = t;
    }
    say(text, problem);
  }

  private void give(Level level, String text, @Nullable Throwable thrown) {
    Logger found = logger;
    if (found == null) {
      throw new IllegalStateException("there is no logger");
    }
    StackProbe.check(true); // a class that cannot be initialized is lost for ever
    HeapProbe.check();
    found.log(level, text, thrown);
  }

  private static boolean isDeep(Throwable thrown) {
    StackTraceElement[] stack = thrown.getStackTrace();
    return stack != null && stack.length > MOST_FRAMES;
  }

  /** The ends of a stack as deep as that of a stack overflow. */
  private static String brief(Throwable cause) {
    var stack = List.of(cause.getStackTrace());
    var text = new StringBuilder(Texts.of(cause));
    stack.subList(0, SHOWN_FRAMES).forEach(frame -> text.append("\n\tat ").append(frame));
    text.append("\n\t... ").append(stack.size() - 2 * SHOWN_FRAMES).append(" more");
    stack
        .subList(stack.size() - SHOWN_FRAMES, stack.size())
        .forEach(frame -> text.append("\n\tat ").append(frame));
    return text.toString();
  }

  /** A report failed before it came to the logger. */
  public void failed(Throwable problem) {
    failures.increment();
    say("a report could not be made", problem);
  }

  /** The last resort. */
  private void say(String text, Throwable problem) {
    try {
      long quiet = quietUntil.get();
      long now = System.nanoTime();
      if (now - quiet >= 0 && quietUntil.compareAndSet(quiet, now + SECOND)) {
        System.err.println(
            "io.leanagentic: logging failed with " + Texts.of(problem) + ": " + text);
      }
    } catch (Throwable nothingHelps) {
      // it is counted
    }
  }

  /** How many of its lines, or reports, came to nothing. */
  public long failures() {
    return failures.sum();
  }
}
