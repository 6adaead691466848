package io.leanagentic.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the runtime logs, instead of its way to the console; until closed.
 *
 * <p>By reflection, so that the module needs no {@code java.logging} for the sake of its tests.
 */
public final class LogLines implements AutoCloseable {
  private final CopyOnWriteArrayList<String> lines = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<String> sources = new CopyOnWriteArrayList<>();
  private final Object logger;
  private final Class<?> filterType;

  private LogLines(Consumer<String> then) throws ReflectiveOperationException {
    filterType = Class.forName("java.util.logging.Filter");
    Class<?> loggerType = Class.forName("java.util.logging.Logger");
    logger = loggerType.getMethod("getLogger", String.class).invoke(null, "io.leanagentic");
    InvocationHandler notes =
        (proxy, method, arguments) -> {
          String line = text(arguments[0]);
          lines.add(line);
          sources.add(source(arguments[0]) + ": " + line);
          then.accept(line);
          return false;
        };
    setFilter(
        Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {filterType}, notes));
    setLevel("ALL");
  }

  /** Reads along from now on. */
  public static LogLines read() throws ReflectiveOperationException {
    return then(line -> {});
  }

  /** As {@link #read}; the logger does {@code then} with each line, and throws what that throws. */
  public static LogLines then(Consumer<String> then) throws ReflectiveOperationException {
    return new LogLines(then);
  }

  /** Those so far. */
  public List<String> all() {
    return List.copyOf(lines);
  }

  /** Those so far, each after the class that it names as its source. */
  public List<String> withSources() {
    return List.copyOf(sources);
  }

  @Override
  public void close() throws ReflectiveOperationException {
    setLevel(null);
    setFilter(null);
  }

  /** Of the logger; null is that of the tests' logging.properties. */
  private void setLevel(@Nullable String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName("java.util.logging.Level");
    Object level = name == null ? null : type.getField(name).get(null);
    logger.getClass().getMethod("setLevel", type).invoke(logger, level);
  }

  private void setFilter(@Nullable Object filter) throws ReflectiveOperationException {
    logger.getClass().getMethod("setFilter", filterType).invoke(logger, filter);
  }

  private static String source(Object line) throws ReflectiveOperationException {
    Class<?> type = Class.forName("java.util.logging.LogRecord");
    return String.valueOf(type.getMethod("getSourceClassName").invoke(line));
  }

  private static String text(Object line) throws ReflectiveOperationException {
    Class<?> type = Class.forName("java.util.logging.LogRecord");
    String text = String.valueOf(type.getMethod("getMessage").invoke(line));
    var parameters = (Object @Nullable []) type.getMethod("getParameters").invoke(line);
    return parameters == null || parameters.length == 0
        ? text
        : MessageFormat.format(text, parameters);
  }
}
