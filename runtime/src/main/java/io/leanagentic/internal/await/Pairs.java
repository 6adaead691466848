package io.leanagentic.internal.await;

import io.leanagentic.ContextKey;
import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import io.leanagentic.extension.Baggage;
import io.leanagentic.internal.log.Texts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Names and values that go along with messages. Never changes; there is at least one pair. */
public final class Pairs implements Baggage {
  private static final int MOST = 16;
  private static final int LONGEST = 1000;
  private static final int SHOWN = 100;

  private final Map<String, Object> byName;

  private Pairs(Map<String, Object> byName) {
    this.byName = byName;
  }

  /** {@code before}, which is null for none, with one more pair, or one that is replaced. */
  public static <T> Pairs with(@Nullable Pairs before, ContextKey<T> key, T value) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    if (!key.type().isInstance(value)) {
      throw new ClassCastException(
          "the value of '"
              + key.name()
              + "' is a "
              + value.getClass().getName()
              + "; allowed: a "
              + key.type().getName());
    }
    if (value instanceof String text && text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "the text of '"
              + key.name()
              + "' has "
              + text.length()
              + " characters; allowed: at most "
              + LONGEST);
    }
    CapabilitySanitizer.crosses(value, "what goes along with messages");
    var all = new LinkedHashMap<String, Object>();
    if (before != null) {
      all.putAll(before.byName);
    }
    all.put(key.name(), value);
    if (all.size() > MOST) {
      throw new IllegalArgumentException(
          "'" + key.name() + "' is one pair more than may go along with a message: " + MOST);
    }
    return new Pairs(Collections.unmodifiableMap(all));
  }

  /** {@code pairs}, which is null for none, as a map that never changes. */
  public static Map<String, Object> map(@Nullable Pairs pairs) {
    return pairs == null ? Map.of() : pairs.byName;
  }

  /** The value in {@code pairs}, which is null for none. */
  public static <T> Optional<T> value(@Nullable Pairs pairs, ContextKey<T> key) {
    Object value = map(pairs).get(key.name());
    if (value != null && !key.type().isInstance(value)) {
      throw new ClassCastException(
          "the value of '"
              + key.name()
              + "' is a "
              + value.getClass().getName()
              + ", and is read as a "
              + key.type().getName());
    }
    return Optional.ofNullable(key.type().cast(value));
  }

  /** What a log line says of {@code pairs}, which is null for none: {@code " [order=42]"}. */
  public static String text(@Nullable Object pairs) {
    if (!(pairs instanceof Pairs some)) {
      return "";
    }
    var text = new StringJoiner(", ", " [", "]");
    some.byName.forEach((name, value) -> text.add(name + "=" + Texts.oneLine(value, SHOWN)));
    return text.toString();
  }
}
