package io.leanagentic.cluster.internal.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.leanagentic.cluster.spi.MessageFormat.RepliesIn;
import io.leanagentic.cluster.spi.MessageFormat.RepliesOut;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A constant of an enum, by its name. */
final class EnumShape extends Shape {
  private final String name;
  private final Map<String, Object> constants = new HashMap<>();

  EnumShape(Class<?> type) {
    this.name = type.getSimpleName();
    for (Object constant : type.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name(), constant);
    }
  }

  @Override
  void write(JsonGenerator out, Object value, RepliesOut replies) throws IOException {
    out.writeString(((Enum<?>) value).name());
  }

  @Override
  Object read(JsonParser in, RepliesIn replies) throws IOException {
    Object constant = constants.get(in.getValueAsString());
    if (constant == null) {
      throw new IOException(
          name + " is " + in.getValueAsString() + "; allowed: one of " + constants.keySet());
    }
    return constant;
  }
}
