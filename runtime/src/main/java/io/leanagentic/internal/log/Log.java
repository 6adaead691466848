package io.leanagentic.internal.log;

import io.leanagentic.internal.scheduler.StackProbe;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The one place that calls the logger. Throws nothing: an exception of a logger, or of an exception
 * that it prints, is counted and printed on standard error, at most one line a second.
 */
public final class Log {
  /** Longer stack traces are abridged. */
  private static final int MOST_FRAMES = 400;

  private static final int SHOWN_FRAMES = 20;
  private static final long SECOND = 1_000_000_000;

  /** Gives a line to a logger; loggers name the method that calls them as the line's source. */
  public interface Sink {
    void log(Logger logger, Level level, String text, @Nullable Throwable thrown);
  }

  private final @Nullable Logger logger = find();
  private final Sink sink;
  private final LongAdder failures = new LongAdder();
  private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

  /** A log with counts of its own. */
  public Log() {
    this(Logger::log);
  }

  /** As above. */
  public Log(Sink sink) {
    this.sink = sink;
  }

  private static @Nullable Logger find() {
    try {
      return System.getLogger("io.leanagentic");
    } catch (Throwable broken) { // from the logger finder of the program
      return null;
    }
  }

  /** Writes a line, with {@code thrown} if it is not null. */
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
        give(level, text + "\n" + Texts.of(thrown), null); // perhaps the exception was at fault
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
    StackProbe.check(true); // a class that cannot be initialized stays unusable
    HeapProbe.check();
    sink.log(found, level, text, thrown);
  }

  private static boolean isDeep(Throwable thrown) {
    StackTraceElement[] stack = thrown.getStackTrace();
    return stack != null && stack.length > MOST_FRAMES;
  }

  /** Both ends of a very long stack trace, such as that of a stack overflow. */
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

  /** Counts and prints a failure of a report that did not reach the logger. */
  public void failed(Throwable problem) {
    failures.increment();
    say("a report could not be made", problem);
  }

  /** Prints to standard error, as a last resort. */
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

  /** How many lines or reports were lost. */
  public long failures() {
    return failures.sum();
  }
}
