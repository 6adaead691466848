package io.leanagentic.orchestration.internal.lease;

import io.leanagentic.Await;
import java.util.List;
import java.util.function.Supplier;

/** Awaits that are over from the start: no timer, no runtime. */
final class Done {
  private static final Await<List<Object>> NOTHING = Await.all(List.of());

  private Done() {}

  static <T> Await<T> with(T value) {
    return NOTHING.map(nothing -> value);
  }

  static <T> Await<T> failed(Supplier<RuntimeException> failure) {
    return NOTHING.map(nothing -> {
      throw failure.get();
    });
  }
}
