package io.leanagentic.build.hostile;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Arguments: one that is fine, and those that a careless or hostile caller would give. */
final class Values {
  /** What users' code throws, which may come back to its caller. */
  static final class OnPurpose extends RuntimeException {
    private static final long serialVersionUID = 1;

    OnPurpose() {
      super("on purpose");
    }
  }

  private static final Duration MOST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
  private static final Duration LEAST = Duration.ofSeconds(Long.MIN_VALUE);

  private final World world;

  Values(World world) {
    this.world = world;
  }

  /** One that is fine; null if there is none. */
  @Nullable Object good(Class<?> type) {
    var some = world.some(type);
    if (some.isPresent()) {
      return some.get();
    }
    var all = all(type);
    return all.isEmpty() ? null : all.getFirst();
  }

  /** Those to be tried, null among them if it is not primitive. */
  List<@Nullable Object> hostile(Class<?> type) {
    var all = new ArrayList<@Nullable Object>(all(type));
    if (!type.isPrimitive()) {
      all.add(null);
    }
    return all;
  }

  private List<Object> all(Class<?> type) {
    if (type == int.class) {
      return List.of(2, 0, -1, 1, 65, 1 << 25, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class) {
      return List.of(2L, 0L, -1L, 1L, 1L << 40, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == double.class) {
      return List.of(0.5, 0.0, -1.0, 2.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE);
    }
    if (type == boolean.class) {
      return List.of(true, false);
    }
    if (type == String.class) {
      return List.of(
          "name",
          "",
          " ",
          "/",
          "a/b",
          "\u0000\n\u001b[2J",
          "\ud800",
          "\u202e",
          "$1",
          "x".repeat(100_000));
    }
    if (type == Object.class) {
      return List.of("object", 1, new Object(), List.of());
    }
    if (type == Duration.class) {
      return List.of(
          Duration.ofMillis(5),
          Duration.ZERO,
          Duration.ofNanos(1),
          Duration.ofNanos(-1),
          LEAST,
          MOST,
          Duration.ofDays(200_000));
    }
    if (type == Instant.class) {
      return List.of(Instant.EPOCH, Instant.MIN, Instant.MAX);
    }
    if (type == Class.class) {
      return List.of(String.class, Object.class, int.class, void.class, int[].class);
    }
    if (type == Throwable.class) {
      return List.of(new OnPurpose(), new AssertionError("on purpose"), new InterruptedException());
    }
    if (type == Optional.class) {
      return List.of(Optional.empty(), Optional.of("value"));
    }
    if (type == List.class) {
      return List.of(List.of(), Collections.singletonList(null), Arrays.asList(null, null));
    }
    if (type == Map.class) {
      return List.of(Map.of(), Collections.singletonMap(null, null));
    }
    if (type == Iterable.class) {
      return List.of(List.of(), Collections.singletonList(null));
    }
    if (type == Iterator.class) {
      return List.of(
          List.of("a", "b").iterator(),
          Collections.singletonList(null).iterator(),
          function(type, true));
    }
    if (type == AgentRef.class) {
      return List.of(world.some(type).orElseThrow(), world.ended());
    }
    if (type == Await.class) {
      return List.of(
          Await.of("answer"),
          Await.failed(new OnPurpose()),
          ((AgentRuntime) world.some(AgentRuntime.class).orElseThrow())
              .promise(Duration.ofMillis(20))
              .await());
    }
    if (type == CompletionStage.class) {
      return List.of(
          CompletableFuture.completedFuture("answer"),
          CompletableFuture.completedFuture(null),
          CompletableFuture.failedFuture(new OnPurpose()),
          new CompletableFuture<>());
    }
    if (type.isEnum()) {
      return List.of(type.getEnumConstants());
    }
    if (world.some(type).isPresent()) {
      return List.of(world.some(type).orElseThrow());
    }
    if (type.isInterface() && !type.isSealed() && Modifier.isPublic(type.getModifiers())) {
      return List.of(function(type, false), function(type, true));
    }
    return List.of();
  }

  /** An object whose methods throw, or else return nothing: null, 0, false. */
  private static Object function(Class<?> type, boolean throwing) {
    InvocationHandler handler =
        (self, method, arguments) ->
            switch (method.getName()) {
              case "toString" -> "a function that " + (throwing ? "throws" : "returns nothing");
              case "hashCode" -> 7;
              case "equals" -> self == arguments[0];
              default -> {
                if (method.isDefault()) {
                  yield InvocationHandler.invokeDefault(self, method, arguments);
                }
                if (throwing) {
                  throw new OnPurpose();
                }
                yield nothing(method.getReturnType());
              }
            };
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private static @Nullable Object nothing(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    return type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
  }
}
