package io.leanagentic.orchestration.faults;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The errors that a logger is given while this is open. By reflection, so that the module needs no
 * {@code java.logging} for the sake of its tests.
 */
final class Severe implements AutoCloseable {
  private final CopyOnWriteArrayList<String> records = new CopyOnWriteArrayList<>();
  private final Object logger;

  private Severe(String name) throws ReflectiveOperationException {
    logger = type("Logger").getMethod("getLogger", String.class).invoke(null, name);
    Class<?> filter = type("Filter");
    InvocationHandler notes =
        (proxy, method, arguments) -> {
          records.add(
              String.valueOf(type("LogRecord").getMethod("getMessage").invoke(arguments[0])));
          return false;
        };
    set(
        Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {filter}, notes),
        "SEVERE");
  }

  /** Of the logger of that name, from now on. */
  static Severe of(String logger) throws ReflectiveOperationException {
    return new Severe(logger);
  }

  List<String> records() {
    return List.copyOf(records);
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("java.util.logging." + name);
  }

  private void set(@Nullable Object filter, @Nullable String level)
      throws ReflectiveOperationException {
    Object known = level == null ? null : type("Level").getField(level).get(null);
    type("Logger").getMethod("setLevel", type("Level")).invoke(logger, known);
    type("Logger").getMethod("setFilter", type("Filter")).invoke(logger, filter);
  }

  @Override
  public void close() throws ReflectiveOperationException {
    set(null, null);
  }
}
