package io.leanagentic.cluster.spi;

import io.leanagentic.cluster.internal.codec.CborCodec;

/**
 * Turns messages into bytes and back. It decides what may travel, by the declared type of messages
 * alone: nothing that arrives may name a class.
 *
 * <p>Any thread may call any method, and those of the formats.
 */
public interface MessageCodec {

  /**
   * The default codec: CBOR. It takes records, sealed interfaces of records and enums, and what
   * they hold: primitives and their boxes, {@code String}, enums, {@code List}, {@code Set}, {@code
   * Map}, {@code Optional}, {@code byte[]}, {@code java.time}, {@code UUID}, {@code URI}, {@code
   * BigDecimal}, {@code BigInteger}, and in messages {@link io.leanagentic.Reply}.
   *
   * <p>Components go by their names and cases by their simple names. A component that the reader
   * does not know is skipped; one that is missing is empty, zero or null, and the constructor of
   * the record has the last word. So a component may be added on one node before the other.
   */
  static MessageCodec cbor() {
    return new CborCodec();
  }

  /**
   * How messages of {@code type} travel.
   *
   * @throws io.leanagentic.cluster.UnsupportedMessageException if some part of the type cannot; it
   *     names the path of that part
   */
  <T> MessageFormat<T> format(Class<T> type);
}
