package io.leanagentic.observe;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.capability.Shared;
import java.text.MessageFormat;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A logger whose lines begin with the path of the agent in whose turn they are logged, and end with
 * the pairs that go along with its message: {@code /desk packs a sofa [order=42]}. Lines that are
 * logged outside of turns have neither.
 *
 * <pre>{@code System.Logger log = AgentLog.of(runtime, System.getLogger("shop"));}</pre>
 *
 * <p>The agent is asked for when a line is written, so turns that log nothing cost nothing, and it
 * is right in handlers, continuations and loop agents alike. A backend that prints which class
 * logged a line prints this one; the name of the logger is the given one's.
 */
@Shared("loggers are for many threads, and so is the runtime")
public final class AgentLog implements System.Logger {
  private final AgentRuntime runtime;
  private final System.Logger logger;

  private AgentLog(AgentRuntime runtime, System.Logger logger) {
    this.runtime = runtime;
    this.logger = logger;
  }

  /** {@code logger}, for lines that are logged in turns of agents of {@code runtime}. */
  public static AgentLog of(AgentRuntime runtime, System.Logger logger) {
    return new AgentLog(
        Objects.requireNonNull(runtime, "runtime"), Objects.requireNonNull(logger, "logger"));
  }

  @Override
  public String getName() {
    return logger.getName();
  }

  @Override
  public boolean isLoggable(Level level) {
    return logger.isLoggable(Objects.requireNonNull(level, "level"));
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String text,
      @Nullable Throwable thrown) {
    if (isLoggable(level)) {
      logger.log(level, line(translated(bundle, text)), thrown);
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {
    if (isLoggable(level)) {
      logger.log(level, line(formatted(translated(bundle, format), parameters)));
    }
  }

  /** The line, asked for only if it is written. */
  @Override
  public void log(Level level, Supplier<String> text) {
    Objects.requireNonNull(text, "text");
    if (isLoggable(level)) {
      logger.log(level, line(text.get()));
    }
  }

  private static @Nullable String translated(
      @Nullable ResourceBundle bundle, @Nullable String text) {
    if (bundle == null || text == null) {
      return text;
    }
    try {
      return bundle.getString(text);
    } catch (MissingResourceException | ClassCastException e) {
      return text;
    }
  }

  private static @Nullable String formatted(
      @Nullable String format, @Nullable Object @Nullable [] parameters) {
    if (format == null || parameters == null || parameters.length == 0) {
      return format;
    }
    try {
      return MessageFormat.format(format, parameters);
    } catch (IllegalArgumentException e) {
      return format; // as loggers do: a bad format is no reason to fail
    }
  }

  private String line(@Nullable String text) {
    Optional<AgentRef<?>> agent = runtime.current();
    Map<String, Object> pairs = runtime.pairs();
    if (agent.isEmpty() && pairs.isEmpty()) {
      return String.valueOf(text);
    }
    String line = agent.map(AgentRef::path).map(path -> path + " " + text).orElse("" + text);
    if (pairs.isEmpty()) {
      return line;
    }
    var all = new StringJoiner(", ", " [", "]");
    pairs.forEach((name, value) -> all.add(name + "=" + value));
    return line + all;
  }
}
