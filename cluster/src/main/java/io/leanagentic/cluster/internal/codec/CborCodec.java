package io.leanagentic.cluster.internal.codec;

import io.leanagentic.cluster.spi.MessageCodec;
import io.leanagentic.cluster.spi.MessageFormat;
import java.util.Objects;

/** The default codec: CBOR, for what the declared type of a message reaches. */
public final class CborCodec implements MessageCodec {

  /** Makes the codec. */
  public CborCodec() {}

  @Override
  public <T> MessageFormat<T> format(Class<T> type) {
    return new CborFormat<>(Shapes.of(Objects.requireNonNull(type, "type")));
  }
}
