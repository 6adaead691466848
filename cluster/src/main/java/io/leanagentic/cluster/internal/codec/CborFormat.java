package io.leanagentic.cluster.internal.codec;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.leanagentic.cluster.spi.MessageFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;

/** Messages of one type, by its shape. */
final class CborFormat<T> implements MessageFormat<T> {
  /** Bounds what a hostile message can cost: so deep, no deeper. */
  private static final int DEPTH = 200;

  private static final CBORFactory FACTORY =
      CBORFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
          .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(DEPTH).build())
          .build();

  private final Shape shape;

  CborFormat(Shape shape) {
    this.shape = shape;
  }

  @Override
  public byte[] encode(T message, RepliesOut replies) {
    Objects.requireNonNull(message, "message");
    var bytes = new ByteArrayOutputStream(256);
    try (var out = FACTORY.createGenerator(bytes)) {
      shape.write(out, message, replies);
    } catch (IOException e) {
      throw new IllegalArgumentException("the message cannot be written: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  @Override
  @SuppressWarnings("unchecked") // what the shape of T reads is a T
  public T decode(byte[] bytes, RepliesIn replies) {
    try (var in = FACTORY.createParser(Objects.requireNonNull(bytes, "bytes"))) {
      if (Shape.next(in) == JsonToken.VALUE_NULL) {
        throw new IOException("it is null");
      }
      Object message = shape.read(in, replies);
      if (in.nextToken() != null) {
        throw new IOException("something follows its end");
      }
      return (T) message;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("the message cannot be read: " + e.getMessage(), e);
    }
  }
}
