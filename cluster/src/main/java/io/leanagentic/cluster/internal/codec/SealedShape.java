package io.leanagentic.cluster.internal.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leanagentic.cluster.spi.MessageFormat.RepliesIn;
import io.leanagentic.cluster.spi.MessageFormat.RepliesOut;
import java.io.IOException;
import java.util.Map;

/** One case of a sealed interface, as an object with one field: its simple name. */
final class SealedShape extends Shape {
  private final String name;
  private final Map<String, Case> cases;

  /** A case, which is a record or an enum. */
  record Case(Class<?> type, Shape shape) {}

  SealedShape(String name, Map<String, Case> cases) {
    this.name = name;
    this.cases = cases;
  }

  @Override
  void write(JsonGenerator out, Object value, RepliesOut replies) throws IOException {
    Class<?> type =
        value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    Case one = cases.get(type.getSimpleName());
    if (one == null) {
      throw new IOException(type.getTypeName() + " is no case of " + name);
    }
    out.writeStartObject();
    out.writeFieldName(type.getSimpleName());
    one.shape.write(out, value, replies);
    out.writeEndObject();
  }

  @Override
  Object read(JsonParser in, RepliesIn replies) throws IOException {
    expect(in, JsonToken.START_OBJECT, name);
    if (next(in) != JsonToken.FIELD_NAME) {
      throw new IOException(name + " has no case; allowed: one of " + cases.keySet());
    }
    Case one = cases.get(in.currentName());
    if (one == null) {
      throw new IOException(
          name + " has the case " + in.currentName() + "; allowed: one of " + cases.keySet());
    }
    next(in);
    Object value = one.shape.read(in, replies);
    if (next(in) != JsonToken.END_OBJECT) {
      throw new IOException(name + " has two cases; allowed: one");
    }
    return value;
  }
}
