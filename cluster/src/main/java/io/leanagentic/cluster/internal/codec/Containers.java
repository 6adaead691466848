package io.leanagentic.cluster.internal.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leanagentic.cluster.spi.MessageFormat.RepliesIn;
import io.leanagentic.cluster.spi.MessageFormat.RepliesOut;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shapes of what holds other values; what is read cannot be changed. */
final class Containers {
  private Containers() {}

  /** A list or a set, as an array. */
  static final class Elements extends Shape {
    private final Shape element;
    private final boolean isSet;

    Elements(Shape element, boolean isSet) {
      this.element = element;
      this.isSet = isSet;
    }

    @Override
    void write(JsonGenerator out, Object value, RepliesOut replies) throws IOException {
      out.writeStartArray();
      for (Object one : (Collection<?>) value) {
        element.writeNullable(out, one, replies);
      }
      out.writeEndArray();
    }

    @Override
    Object read(JsonParser in, RepliesIn replies) throws IOException {
      expect(in, JsonToken.START_ARRAY, "a list or set");
      var all = new ArrayList<@Nullable Object>();
      while (next(in) != JsonToken.END_ARRAY) {
        all.add(element.readNullable(in, replies));
      }
      return isSet
          ? Collections.unmodifiableSet(new LinkedHashSet<>(all))
          : Collections.unmodifiableList(all);
    }

    @Override
    Object missing() {
      return isSet ? Set.of() : List.of();
    }
  }

  /** A map, as an array of keys and values in turn. */
  static final class Pairs extends Shape {
    private final Shape key;
    private final Shape value;

    Pairs(Shape key, Shape value) {
      this.key = key;
      this.value = value;
    }

    @Override
    void write(JsonGenerator out, Object map, RepliesOut replies) throws IOException {
      out.writeStartArray();
      for (var entry : ((Map<?, ?>) map).entrySet()) {
        key.writeNullable(out, entry.getKey(), replies);
        value.writeNullable(out, entry.getValue(), replies);
      }
      out.writeEndArray();
    }

    @Override
    Object read(JsonParser in, RepliesIn replies) throws IOException {
      expect(in, JsonToken.START_ARRAY, "a map");
      var all = new LinkedHashMap<@Nullable Object, @Nullable Object>();
      while (next(in) != JsonToken.END_ARRAY) {
        Object one = key.readNullable(in, replies);
        next(in);
        all.put(one, value.readNullable(in, replies));
      }
      return Collections.unmodifiableMap(all);
    }

    @Override
    Object missing() {
      return Map.of();
    }
  }

  /** An optional, as an array of at most one. */
  static final class Perhaps extends Shape {
    private final Shape value;

    Perhaps(Shape value) {
      this.value = value;
    }

    @Override
    void write(JsonGenerator out, Object optional, RepliesOut replies) throws IOException {
      out.writeStartArray();
      Object one = ((Optional<?>) optional).orElse(null);
      if (one != null) {
        value.write(out, one, replies);
      }
      out.writeEndArray();
    }

    @Override
    Object read(JsonParser in, RepliesIn replies) throws IOException {
      expect(in, JsonToken.START_ARRAY, "an optional");
      Object one = null;
      while (next(in) != JsonToken.END_ARRAY) {
        one = value.readNullable(in, replies);
      }
      return Optional.ofNullable(one);
    }

    @Override
    Object missing() {
      return Optional.empty();
    }
  }
}
