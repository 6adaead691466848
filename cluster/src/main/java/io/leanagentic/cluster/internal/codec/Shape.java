package io.leanagentic.cluster.internal.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leanagentic.cluster.spi.MessageFormat.RepliesIn;
import io.leanagentic.cluster.spi.MessageFormat.RepliesOut;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How values of one type are written and read. */
abstract class Shape {

  /** Writes a value that is not null. */
  abstract void write(JsonGenerator out, Object value, RepliesOut replies) throws IOException;

  /** Reads a value; the parser is at its first token, and is left at its last. */
  abstract Object read(JsonParser in, RepliesIn replies) throws IOException;

  /** What a component has that the sender did not write; null if there is no such value. */
  @Nullable Object missing() {
    return null;
  }

  final void writeNullable(JsonGenerator out, @Nullable Object value, RepliesOut replies)
      throws IOException {
    if (value == null) {
      out.writeNull();
    } else {
      write(out, value, replies);
    }
  }

  final @Nullable Object readNullable(JsonParser in, RepliesIn replies) throws IOException {
    return in.currentToken() == JsonToken.VALUE_NULL ? missing() : read(in, replies);
  }

  /** Moves to the next token, of which there must be one. */
  static JsonToken next(JsonParser in) throws IOException {
    JsonToken token = in.nextToken();
    if (token == null) {
      throw new IOException("the message ends too early");
    }
    return token;
  }

  static void expect(JsonParser in, JsonToken expected, String what) throws IOException {
    if (in.currentToken() != expected) {
      throw new IOException(what + " begins with " + in.currentToken() + "; allowed: " + expected);
    }
  }
}
