package io.leanagentic.cluster.internal.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leanagentic.cluster.UnsupportedMessageException;
import io.leanagentic.cluster.spi.MessageFormat.RepliesIn;
import io.leanagentic.cluster.spi.MessageFormat.RepliesOut;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record, as its components by name. One that the reader does not know is skipped, and one that
 * the sender did not write has the value of {@link Shape#missing}, so that nodes of two versions
 * understand each other.
 */
final class RecordShape extends Shape {
  private final String name;
  private final Constructor<?> constructor;
  private final Method[] accessors;
  private final Shape[] shapes;
  private final String[] names;
  private final Map<String, Integer> indexes = new HashMap<>();

  /**
   * For a record whose components have {@code shapes}, which the caller fills in afterwards.
   *
   * @param path for the error if the record is not open
   */
  RecordShape(Class<?> type, RecordComponent[] components, Shape[] shapes, String path) {
    this.name = type.getSimpleName();
    this.shapes = shapes;
    this.names = new String[components.length];
    this.accessors = new Method[components.length];
    var types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      names[i] = components[i].getName();
      types[i] = components[i].getType();
      accessors[i] = components[i].getAccessor();
      indexes.put(names[i], i);
    }
    try {
      this.constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      for (Method accessor : accessors) {
        accessor.setAccessible(true);
      }
    } catch (NoSuchMethodException | RuntimeException e) {
      throw new UnsupportedMessageException(
          path
              + " is "
              + type.getTypeName()
              + ", which is not open; allowed: records of a package that its module opens to "
              + RecordShape.class.getModule().getName()
              + ", or of no module");
    }
  }

  @Override
  void write(JsonGenerator out, Object value, RepliesOut replies) throws IOException {
    out.writeStartObject();
    for (int i = 0; i < names.length; i++) {
      Object component = component(i, value);
      if (component != null) {
        out.writeFieldName(names[i]);
        shapes[i].write(out, component, replies);
      }
    }
    out.writeEndObject();
  }

  private @Nullable Object component(int i, Object value) throws IOException {
    try {
      return accessors[i].invoke(value);
    } catch (InvocationTargetException e) {
      throw new IOException(name + "." + names[i] + " failed: " + e.getCause(), e.getCause());
    } catch (IllegalAccessException e) {
      throw new IOException(name + "." + names[i] + " is not open", e);
    }
  }

  @Override
  Object read(JsonParser in, RepliesIn replies) throws IOException {
    expect(in, JsonToken.START_OBJECT, name);
    var components = new @Nullable Object[names.length];
    for (int i = 0; i < names.length; i++) {
      components[i] = shapes[i].missing();
    }
    while (next(in) == JsonToken.FIELD_NAME) {
      Integer index = indexes.get(in.currentName());
      next(in);
      if (index == null) {
        in.skipChildren();
      } else {
        components[index] = shapes[index].readNullable(in, replies);
      }
    }
    try {
      return constructor.newInstance(components);
    } catch (InvocationTargetException e) {
      throw new IOException(name + " refused what was sent: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IOException(name + " cannot be made", e);
    }
  }
}
