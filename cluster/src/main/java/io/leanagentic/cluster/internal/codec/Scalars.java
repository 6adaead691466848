package io.leanagentic.cluster.internal.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.leanagentic.cluster.spi.MessageFormat.RepliesIn;
import io.leanagentic.cluster.spi.MessageFormat.RepliesOut;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The shapes of values that have no parts: numbers, texts, bytes, times. */
final class Scalars {
  private static final Map<Class<?>, Shape> ALL = new HashMap<>();

  static {
    number(boolean.class, Boolean.class, false, JsonGenerator::writeBoolean, Scalars::readBoolean);
    number(int.class, Integer.class, 0, JsonGenerator::writeNumber, JsonParser::getIntValue);
    number(long.class, Long.class, 0L, JsonGenerator::writeNumber, JsonParser::getLongValue);
    number(double.class, Double.class, 0.0, JsonGenerator::writeNumber, JsonParser::getDoubleValue);
    number(float.class, Float.class, 0f, JsonGenerator::writeNumber, JsonParser::getFloatValue);
    number(
        short.class,
        Short.class,
        (short) 0,
        (out, it) -> out.writeNumber(it.intValue()),
        JsonParser::getShortValue);
    number(byte.class, Byte.class, (byte) 0, (out, it) -> out.writeNumber(it), Scalars::readByte);
    number(
        char.class,
        Character.class,
        '\0',
        (out, it) -> out.writeNumber((int) it),
        Scalars::readChar);
    value(String.class, JsonGenerator::writeString, Scalars::text);
    value(byte[].class, JsonGenerator::writeBinary, JsonParser::getBinaryValue);
    value(BigInteger.class, JsonGenerator::writeNumber, JsonParser::getBigIntegerValue);
    text(BigDecimal.class, BigDecimal::new);
    text(UUID.class, UUID::fromString);
    text(URI.class, URI::create);
    text(Instant.class, Instant::parse);
    text(Duration.class, Duration::parse);
    text(Period.class, Period::parse);
    text(LocalDate.class, LocalDate::parse);
    text(LocalTime.class, LocalTime::parse);
    text(LocalDateTime.class, LocalDateTime::parse);
    text(OffsetDateTime.class, OffsetDateTime::parse);
    text(ZonedDateTime.class, ZonedDateTime::parse);
    text(Year.class, Year::parse);
    text(YearMonth.class, YearMonth::parse);
    text(ZoneId.class, ZoneId::of);
    text(ZoneOffset.class, ZoneOffset::of);
  }

  private Scalars() {}

  static @Nullable Shape of(Class<?> type) {
    return ALL.get(type);
  }

  private static <T> void text(Class<T> type, Function<String, T> parse) {
    value(type, (out, it) -> out.writeString(it.toString()), in -> parse.apply(text(in)));
  }

  private static <T> void value(Class<T> type, Writer<T> write, Reader<T> read) {
    ALL.put(type, new Scalar<>(write, read, null));
  }

  private static <T> void number(
      Class<T> primitive, Class<T> boxed, T zero, Writer<T> write, Reader<T> read) {
    ALL.put(primitive, new Scalar<>(write, read, zero));
    value(boxed, write, read);
  }

  private static String text(JsonParser in) throws IOException {
    String text = in.getValueAsString();
    if (text == null) {
      throw new IOException(in.currentToken() + " where a text is expected");
    }
    return text;
  }

  private static boolean readBoolean(JsonParser in) throws IOException {
    return in.getBooleanValue();
  }

  private static byte readByte(JsonParser in) throws IOException {
    int value = in.getIntValue();
    if (value != (byte) value) {
      throw new IOException("a byte is " + value + "; allowed: -128 to 127");
    }
    return (byte) value;
  }

  private static char readChar(JsonParser in) throws IOException {
    int value = in.getIntValue();
    if (value != (char) value) {
      throw new IOException("a char is " + value + "; allowed: 0 to 65535");
    }
    return (char) value;
  }

  private interface Writer<T> {
    void write(JsonGenerator out, T value) throws IOException;
  }

  private interface Reader<T> {
    T read(JsonParser in) throws IOException;
  }

  private static final class Scalar<T> extends Shape {
    private final Writer<T> writer;
    private final Reader<T> reader;
    private final @Nullable T missing;

    Scalar(Writer<T> writer, Reader<T> reader, @Nullable T missing) {
      this.writer = writer;
      this.reader = reader;
      this.missing = missing;
    }

    @Override
    @SuppressWarnings("unchecked") // the component has this type
    void write(JsonGenerator out, Object value, RepliesOut replies) throws IOException {
      writer.write(out, (T) value);
    }

    @Override
    Object read(JsonParser in, RepliesIn replies) throws IOException {
      return reader.read(in);
    }

    @Override
    @Nullable Object missing() {
      return missing;
    }
  }
}
