package io.leanagentic.internal.await;

import io.leanagentic.Await;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Awaits made of several. */
public final class Awaits {
  private static final int DESCRIBED = 5;

  private Awaits() {}

  /** As {@link Await#all}. */
  public static <R> Await<List<R>> all(List<? extends Await<? extends R>> awaits) {
    return AllAwait.of(Awaits.<R>parts(awaits));
  }

  /** As {@link Await#any}. */
  public static <R> Await<R> any(List<? extends Await<? extends R>> awaits) {
    if (Objects.requireNonNull(awaits, "awaits").isEmpty()) {
      throw new IllegalArgumentException("any() needs one await or more, but the list is empty");
    }
    return AnyAwait.of(Awaits.<R>parts(awaits));
  }

  /** {@code awaits} as what they are inside. */
  public static List<AbstractAwait<?>> needed(List<? extends Await<?>> awaits) {
    return awaits.stream().<AbstractAwait<?>>map(Awaits::part).toList();
  }

  private static <R> List<AbstractAwait<? extends R>> parts(
      List<? extends Await<? extends R>> awaits) {
    Objects.requireNonNull(awaits, "awaits");
    return awaits.stream().<AbstractAwait<? extends R>>map(Awaits::part).toList();
  }

  private static <R> AbstractAwait<? extends R> part(Await<? extends R> await) {
    return switch (Objects.requireNonNull(await, "one of the awaits")) {
      case AbstractAwait<? extends R> part -> part;
    };
  }

  /**
   * The host of one of them; null if all were done from the start, and so is what is made of them.
   */
  static @Nullable AwaitHost hostOf(List<? extends AbstractAwait<?>> parts) {
    for (var part : parts) {
      AwaitHost host = part.hostOrNull();
      if (host != null) {
        return host;
      }
    }
    return null;
  }

  static String describe(String which, List<? extends AbstractAwait<?>> parts) {
    if (parts.isEmpty()) {
      return "an answer"; // there from the start
    }
    String some =
        parts.stream()
            .limit(DESCRIBED)
            .map(AbstractAwait::describe)
            .collect(Collectors.joining("; "));
    int more = parts.size() - DESCRIBED;
    return which + " of [" + some + (more > 0 ? "; and " + more + " more" : "") + "]";
  }
}
