package io.leanagentic.internal.await;

import io.leanagentic.Await;
import io.leanagentic.internal.scheduler.Aside;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Awaits made of several others. */
public final class Awaits {
  private static final int DESCRIBED = 5;
  private static final int LEVELS = 3;

  private Awaits() {}

  /** As {@link Await#all}. */
  public static <R> Await<List<R>> all(List<? extends Await<? extends R>> awaits) {
    var parts = Awaits.<R>parts(awaits);
    return parts.isEmpty() ? CompletedAwait.of(List.of()) : AllAwait.of(parts);
  }

  /** As {@link Await#any}. */
  public static <R> Await<R> any(List<? extends Await<? extends R>> awaits) {
    if (Objects.requireNonNull(awaits, "awaits").isEmpty()) {
      throw new IllegalArgumentException("any() needs one await or more, but the list is empty");
    }
    return AnyAwait.of(Awaits.<R>parts(awaits), false);
  }

  /** As {@link Await#race}. */
  public static <R> Await<R> race(List<? extends Await<? extends R>> awaits) {
    if (Objects.requireNonNull(awaits, "awaits").isEmpty()) {
      throw new IllegalArgumentException("race() needs one await or more, but the list is empty");
    }
    return AnyAwait.of(Awaits.<R>parts(awaits), true);
  }

  /** The implementations of {@code awaits}. */
  public static List<AbstractAwait<?>> needed(List<? extends Await<?>> awaits) {
    Objects.requireNonNull(awaits, "awaits");
    return awaits.stream().<AbstractAwait<?>>map(Awaits::part).toList();
  }

  private static <R> List<AbstractAwait<? extends R>> parts(
      List<? extends Await<? extends R>> awaits) {
    Objects.requireNonNull(awaits, "awaits");
    return awaits.stream().<AbstractAwait<? extends R>>map(Awaits::part).toList();
  }

  static <R> AbstractAwait<? extends R> part(Await<? extends R> await) {
    return switch (Objects.requireNonNull(await, "one of the awaits")) {
      case AbstractAwait<? extends R> part -> part;
    };
  }

  /**
   * The host of one of them; null if all were done from the start, and then an await made of them
   * is done too.
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

  /** Describes {@code parts} in words. Three levels deep, it says only how many there are. */
  static String describe(String which, List<? extends AbstractAwait<?>> parts, int level) {
    if (level == LEVELS) {
      return which + " of " + parts.size() + " awaits";
    }
    String some =
        parts.stream()
            .limit(DESCRIBED)
            .map(part ->
                switch (part.origin()) {
                  case AllAwait<?> all -> describe("all", all.sources(), level + 1);
                  case AnyAwait<?> any -> describe("any", any.sources(), level + 1);
                  case AbstractAwait<?> one -> one.describe();
                })
            .collect(Collectors.joining("; "));
    int more = parts.size() - DESCRIBED;
    return which + " of [" + some + (more > 0 ? "; and " + more + " more" : "") + "]";
  }

  /** Wraps {@code work}, which throws nothing, to be run aside. */
  static Aside aside(Runnable work) {
    return new Aside() {
      @Override
      protected void work() {
        work.run();
      }

      @Override
      protected void cannotRun(Throwable why) {
        work.run();
      }
    };
  }

  /**
   * Takes every value that the value of {@code await} is made of; false if one of them was given
   * back.
   */
  static boolean takeAll(AbstractAwait<?> await) {
    boolean all = true;
    for (AbstractAwait<?> one : origins(await)) {
      all &= one.take();
    }
    return all;
  }

  /**
   * Gives back every value that the value of {@code await} is made of and that can be given back.
   */
  static boolean giveBackAll(AbstractAwait<?> await) {
    boolean any = false;
    for (AbstractAwait<?> one : origins(await)) {
      any |= one.giveBack();
    }
    return any;
  }

  /**
   * The awaits whose values make up the value of {@code done}, each once. Without recursion,
   * because awaits may be nested to any depth.
   */
  private static Collection<AbstractAwait<?>> origins(AbstractAwait<?> done) {
    var origins = new LinkedHashSet<AbstractAwait<?>>();
    var seen = new HashSet<AbstractAwait<?>>();
    var open = new ArrayDeque<AbstractAwait<?>>();
    open.add(done);
    while (!open.isEmpty()) {
      AbstractAwait<?> next = open.poll().origin();
      switch (next) {
        case AllAwait<?> all -> {
          if (seen.add(all)) {
            open.addAll(all.sources());
          }
        }
        case AnyAwait<?> any -> open.add(any.winner());
        case AbstractAwait<?> one -> origins.add(one);
      }
    }
    return origins;
  }
}
