package io.leanagentic.benchmarks.simulation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Code that runs until it pauses, and goes on from there when it is resumed; all on one thread.
 *
 * <p>The JDK builds virtual threads from this and does not export it: the JVM needs {@code
 * --add-exports java.base/jdk.internal.vm=ALL-UNNAMED}. A thread for each processor would do as
 * well, but a change of threads takes about fifty times as long.
 */
final class Coroutine {
  private static final MethodHandle MAKE;
  private static final MethodHandle RUN;
  private static final MethodHandle YIELD;

  static {
    try {
      Class<?> continuation = Class.forName("jdk.internal.vm.Continuation");
      Class<?> scope = Class.forName("jdk.internal.vm.ContinuationScope");
      var lookup = MethodHandles.lookup();
      Object ours = scope.getConstructor(String.class).newInstance("simulation");
      MAKE =
          MethodHandles.insertArguments(
                  lookup.findConstructor(
                      continuation, MethodType.methodType(void.class, scope, Runnable.class)),
                  0,
                  ours)
              .asType(MethodType.methodType(Object.class, Runnable.class));
      RUN =
          lookup
              .findVirtual(continuation, "run", MethodType.methodType(void.class))
              .asType(MethodType.methodType(void.class, Object.class));
      YIELD =
          MethodHandles.insertArguments(
              lookup.findStatic(continuation, "yield", MethodType.methodType(boolean.class, scope)),
              0,
              ours);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Object continuation;
  private boolean ended;

  Coroutine(Runnable body) {
    Runnable whole =
        () -> {
          body.run();
          ended = true;
        };
    try {
      continuation = (Object) MAKE.invokeExact(whole);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Goes on until it pauses or ends. */
  void resume() {
    try {
      RUN.invokeExact(continuation);
    } catch (Throwable e) {
      throw new IllegalStateException("in a simulated thread", e);
    }
  }

  /** Goes back to who resumed this; called from within. */
  static void pause() {
    try {
      boolean ignored =
          (boolean) YIELD.invokeExact(); // or throws: a lock or a native frame is held
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  boolean hasEnded() {
    return ended;
  }
}
