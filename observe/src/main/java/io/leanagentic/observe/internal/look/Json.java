package io.leanagentic.observe.internal.look;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON (RFC 8259): each component by its name, in their order. Text is escaped so
 * that it is harmless in HTML, too.
 */
public final class Json {
  private final Map<Class<?>, List<Method>> components = new HashMap<>();
  private final StringBuilder out = new StringBuilder(4_096);

  private Json() {}

  /** The JSON of a record, and of the records, lists, maps, texts and numbers that it holds. */
  public static String of(Object value) {
    var json = new Json();
    json.write(value);
    return json.out.toString();
  }

  private void write(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Double number -> number(number);
      case Number number -> out.append(number);
      case Boolean bool -> out.append(bool);
      case Duration time -> number(time.toNanos() / 1e9);
      case Instant time -> text(time.toString());
      case Collection<?> values -> list(values);
      case Map<?, ?> values -> map(values);
      case Record one -> fields(one);
      default -> text(value.toString());
    }
  }

  private void number(double number) {
    if (Double.isFinite(number)) {
      out.append(number);
    } else {
      out.append("null"); // JSON has no other word for it
    }
  }

  private void list(Collection<?> values) {
    char before = '[';
    for (Object value : values) {
      out.append(before);
      write(value);
      before = ',';
    }
    out.append(values.isEmpty() ? "[]" : "]");
  }

  private void map(Map<?, ?> values) {
    char before = '{';
    for (var entry : values.entrySet()) {
      out.append(before);
      text(String.valueOf(entry.getKey()));
      out.append(':');
      write(entry.getValue());
      before = ',';
    }
    out.append(values.isEmpty() ? "{}" : "}");
  }

  private void fields(Record record) {
    List<Method> accessors = components.computeIfAbsent(record.getClass(), Json::accessors);
    char before = '{';
    for (Method component : accessors) {
      out.append(before);
      text(component.getName());
      out.append(':');
      try {
        write(component.invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("not readable: " + component, e);
      }
      before = ',';
    }
    out.append(accessors.isEmpty() ? "{}" : "}");
  }

  private static List<Method> accessors(Class<?> type) {
    return Stream.of(type.getRecordComponents()).map(RecordComponent::getAccessor).toList();
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || "<>&'\u007f\u2028\u2029".indexOf(c) >= 0 || isLone(text, i)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** Whether the character at {@code i} is half of a pair whose other half is missing. */
  private static boolean isLone(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
