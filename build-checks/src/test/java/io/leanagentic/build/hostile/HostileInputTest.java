package io.leanagentic.build.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentStoppedException;
import io.leanagentic.AwaitException;
import io.leanagentic.build.Modules;
import io.leanagentic.build.Repository;
import io.leanagentic.testkit.SimulationFailure;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever a caller gives to a public method or constructor, it works, or is refused in words that
 * help: which parameter was null, which value was not allowed. Never an error, or an exception of
 * the code inside.
 */
final class HostileInputTest {
  private static final int SEEDS = Integer.getInteger("leanagentic.seeds", 1);
  private static final long HANGS = Duration.ofSeconds(30).toMillis();
  private static final long WAITS = 40;

  /** With the first arguments that showed each. */
  private final Map<String, String> problems = new LinkedHashMap<>();

  private int calls;
  private World world = new World();
  private Values values = new Values(world);

  @Test
  void hostileArgumentsAreRefusedInWords() throws Exception {
    var random = new SplittableRandom(Long.getLong("leanagentic.seed", 1));
    for (var module : new Modules(Repository.here()).all()) {
      for (Class<?> listed : module.types()) {
        for (Class<?> type : withNested(Class.forName(listed.getName()))) {
          for (Executable executable : executables(type)) {
            oneHostile(executable);
            for (int i = 0; i < 4 * SEEDS; i++) {
              allHostile(executable, random);
            }
            renew(executable);
          }
        }
      }
    }
    world.close();
    assertTrue(calls > 3_000, "parts of the API are not called any more");
    var found = new ArrayList<String>();
    problems.forEach((what, arguments) -> found.add(what + ", given " + arguments));
    assertTrue(found.isEmpty(), () -> String.join("\n", found));
  }

  private static List<Class<?>> withNested(Class<?> type) {
    var all = new ArrayList<Class<?>>();
    all.add(type);
    for (Class<?> nested : type.getDeclaredClasses()) {
      if (Modifier.isPublic(nested.getModifiers())) {
        all.addAll(withNested(nested));
      }
    }
    return all;
  }

  private List<Executable> executables(Class<?> type) {
    var all = new ArrayList<Executable>();
    if (!Modifier.isAbstract(type.getModifiers()) && !type.isEnum()) {
      all.addAll(List.of(type.getConstructors()));
    }
    for (Method method : type.getDeclaredMethods()) {
      boolean isCalled =
          Modifier.isPublic(method.getModifiers())
              && !method.isSynthetic()
              && !method.getName().equals("equals")
              && !type.isEnum()
              && (Modifier.isStatic(method.getModifiers()) || world.has(type));
      if (isCalled) {
        all.add(method);
      }
    }
    all.removeIf(it -> it.getParameterCount() == 0);
    return all;
  }

  private void oneHostile(Executable executable) throws Exception {
    var parameters = executable.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      for (Object value : values.hostile(parameters[i].getType())) {
        var arguments = new @Nullable Object[parameters.length];
        for (int n = 0; n < arguments.length; n++) {
          arguments[n] = n == i ? value : values.good(parameters[n].getType());
        }
        call(executable, arguments);
      }
    }
  }

  private void allHostile(Executable executable, SplittableRandom random) throws Exception {
    var arguments =
        Arrays.stream(executable.getParameters())
            .map(it -> values.hostile(it.getType()))
            .map(all -> all.get(random.nextInt(all.size())))
            .toArray();
    call(executable, arguments);
  }

  private void call(Executable executable, @Nullable Object[] arguments) throws Exception {
    calls++;
    var task =
        new FutureTask<>(() -> {
          judge(executable, arguments);
          return "judged";
        });
    var thread = Thread.ofPlatform().daemon().start(task);
    try {
      task.get(WAITS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) { // it may wait; but not for ever
      thread.interrupt();
      renew(executable);
      try {
        task.get(HANGS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException hangs) {
        problem(executable, arguments, "hangs: " + Arrays.toString(thread.getStackTrace()));
      }
    }
  }

  /** Another world, and a look whether all is well in this one. */
  private void renew(Executable executable) throws Exception {
    if (world.defects() != 0) {
      problem(executable, new Object[0], "a defect of the runtime");
    }
    world.close();
    world = new World();
    values = new Values(world);
  }

  private void judge(Executable executable, @Nullable Object[] arguments) {
    try {
      invoke(executable, arguments);
    } catch (Throwable t) {
      if (!isRefusal(t)) {
        var where = t.getStackTrace().length == 0 ? "" : " at " + t.getStackTrace()[0];
        var said = t.toString();
        problem(executable, arguments, said.substring(0, Math.min(200, said.length())) + where);
      }
    }
  }

  private void invoke(Executable executable, @Nullable Object[] arguments) throws Throwable {
    try {
      switch (executable) {
        case Constructor<?> constructor -> constructor.newInstance(arguments);
        case Method method when Modifier.isStatic(method.getModifiers()) ->
            method.invoke(null, arguments);
        case Method method ->
            world.on(
                method.getDeclaringClass(),
                self -> (Callable<Object>) () -> method.invoke(self, arguments));
      }
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static boolean isRefusal(Throwable t) {
    String text = t.getMessage();
    if (t instanceof Values.OnPurpose
        || t instanceof InterruptedException
        || (t instanceof SimulationFailure && text != null) // of an expectation
        || (t instanceof NoSuchElementException && text != null)
        || t instanceof AwaitException
        || t instanceof AgentStoppedException) {
      return true;
    }
    if (text == null || text.isBlank() || text.startsWith("Cannot ")) {
      return false;
    }
    return t instanceof NullPointerException
        || t instanceof IllegalArgumentException
        || t instanceof IllegalStateException
        || (t instanceof ClassCastException && text.contains("; allowed: "));
  }

  private void problem(Executable executable, @Nullable Object[] arguments, String what) {
    synchronized (problems) {
      var key = (named(executable) + ": " + what).replaceAll("[^ -~…]", "?");
      problems.putIfAbsent(key, shown(arguments).replaceAll("[^ -~…]", "?"));
    }
  }

  private static String named(Executable executable) {
    return executable.getDeclaringClass().getSimpleName() + "." + executable.getName();
  }

  private static String shown(@Nullable Object[] arguments) {
    return Arrays.stream(arguments)
        .map(String::valueOf)
        .map(it -> it.length() > 40 ? it.substring(0, 40) + "…" : it)
        .toList()
        .toString();
  }
}
