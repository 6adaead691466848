package io.leanagentic.cluster.internal.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.Reply;
import io.leanagentic.cluster.UnsupportedMessageException;
import io.leanagentic.cluster.spi.MessageCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings({
  "SameNameButDifferent", // two versions of one message
  "ArrayRecordComponent" // bytes may travel
})
final class CborCodecTest {
  private final MessageCodec codec = MessageCodec.cbor();

  enum Side {
    BUY,
    SELL {
      @Override
      int sign() {
        return -1;
      }
    };

    int sign() {
      return 1;
    }
  }

  record Amount(BigDecimal value, String currency) {}

  record Pair<A, B>(A left, B right) {}

  sealed interface Order permits Market, Limit, Pegged {}

  record Market(Side side, long count) implements Order {}

  record Limit(Side side, long count, Amount price, Optional<Instant> until) implements Order {}

  sealed interface Pegged extends Order permits ToBid, ToMiddle {}

  record ToBid(Order then) implements Pegged {}

  enum ToMiddle implements Pegged {
    EXACTLY,
    ROUNDED
  }

  record Everything(
      boolean flag,
      byte small,
      short shorter,
      char letter,
      int number,
      long large,
      float single,
      double real,
      Integer boxed,
      BigInteger big,
      UUID id,
      URI place,
      Duration time,
      LocalDate day,
      ZoneOffset offset,
      List<Pair<String, Long>> pairs,
      Set<Side> sides,
      Map<Side, List<Amount>> amounts) {}

  record Bytes(byte[] bytes) {}

  record Node(String name, List<Node> children) {}

  @Test
  void aMessageIsTheSameAfterwards() {
    same(Order.class, new Market(Side.SELL, Long.MAX_VALUE));
    same(Order.class, new Limit(Side.BUY, 1, euros("12.3400"), Optional.of(Instant.EPOCH)));
    same(Order.class, new Limit(Side.BUY, 1, euros("-0.01"), Optional.empty()));
    same(Order.class, new ToBid(new ToBid(ToMiddle.ROUNDED)));
    same(Node.class, new Node("a", List.of(new Node("b", List.of()), new Node("ü€𝄞", List.of()))));
    same(Side.class, Side.SELL);
    same(String.class, "");
    same(
        Everything.class,
        new Everything(
            true,
            Byte.MIN_VALUE,
            Short.MAX_VALUE,
            '\uffff',
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            Float.MIN_VALUE,
            Double.NaN,
            7,
            BigInteger.ONE.shiftLeft(200),
            new UUID(1, 2),
            URI.create("agent://a/b"),
            Duration.ofNanos(3),
            LocalDate.of(2026, 2, 28),
            ZoneOffset.ofHours(-3),
            List.of(new Pair<>("x", 1L), new Pair<>("y", 2L)),
            Set.of(Side.BUY),
            Map.of(Side.SELL, List.of(euros("1"), euros("2")))));
  }

  @Test
  void bytesAreTheSameAfterwards() {
    var bytes = new byte[70_000];
    new Random(1).nextBytes(bytes);
    assertArrayEquals(bytes, through(Bytes.class, new Bytes(bytes)).bytes());
  }

  private static Amount euros(String value) {
    return new Amount(new BigDecimal(value), "EUR");
  }

  private <T> void same(Class<T> type, T message) {
    assertEquals(message, through(type, message));
  }

  private <T> T through(Class<T> type, T message) {
    var format = codec.format(type);
    return format.decode(format.encode(message, NoReplies.NONE), NoReplies.NONE);
  }

  // Two versions of one message: a component was added, and a case.

  /** Before. */
  static final class Old {
    sealed interface Quote permits Bid {}

    record Bid(String instrument, long count) implements Quote {}
  }

  /** After. */
  static final class New {
    sealed interface Quote permits Bid, Ask {}

    record Bid(
        String instrument, Amount price, List<String> venues, long count, boolean firm, String note)
        implements Quote {
      Bid {
        note = note == null ? "none" : note;
      }
    }

    record Ask(String instrument) implements Quote {}
  }

  private <A, B> B read(Class<A> by, A message, Class<B> as) {
    return codec
        .format(as)
        .decode(codec.format(by).encode(message, NoReplies.NONE), NoReplies.NONE);
  }

  @Test
  void anOldNodeSkipsWhatItDoesNotKnow() {
    var sent = new New.Bid("AAPL", euros("1"), List.of("x"), 3, true, "new");
    assertEquals(new Old.Bid("AAPL", 3), read(New.Quote.class, sent, Old.Quote.class));
  }

  @Test
  void aNewNodeTakesWhatIsMissingAsEmpty() {
    var read = (New.Bid) read(Old.Quote.class, new Old.Bid("AAPL", 3), New.Quote.class);
    assertEquals("AAPL", read.instrument());
    assertEquals(List.of(), read.venues());
    assertEquals("none", read.note());
    assertEquals(3, read.count());
    assertTrue(!read.firm());
  }

  @Test
  void anOldNodeNamesTheCaseItDoesNotKnow() {
    assertEquals(
        "the message cannot be read: Quote has the case Ask; allowed: one of [Bid]",
        assertThrows(
                IllegalArgumentException.class,
                () -> read(New.Quote.class, new New.Ask("AAPL"), Old.Quote.class))
            .getMessage());
  }

  // What cannot travel.

  record Handle(Thread thread) {}

  record Handles(Map<String, List<Optional<Handle>>> all) {}

  sealed interface Command permits Run, Give {}

  record Run(Runnable what) implements Command {}

  record Give(Reply<Handle> reply) implements Command {}

  @SuppressWarnings("rawtypes")
  record Raw(List list) {}

  record Twice(Reply<Ask2> reply) {}

  record Ask2(Reply<String> reply) {}

  sealed interface Clash permits One.Same, Two.Same {}

  static final class One {
    record Same() implements Clash {}
  }

  static final class Two {
    record Same() implements Clash {}
  }

  @Test
  void whatCannotTravelIsNamedByItsPath() {
    refused(Handles.class, "Handles.all[][].thread is java.lang.Thread; allowed: records,");
    refused(Run.class, "Run.what is java.lang.Runnable; allowed: records,");
    refused(Command.class, "Command(Run).what is java.lang.Runnable; allowed: records,");
    refused(Give.class, "Give.reply<answer>.thread is java.lang.Thread; allowed: records,");
    refused(Raw.class, "Raw.list is List without type arguments; allowed: those with them");
    refused(
        Twice.class,
        "Twice.reply<answer>.reply is a Reply within an answer; allowed: a Reply within a message");
    refused(Clash.class, "Clash has two cases of the name Same; allowed: names that differ");
    refused(Object.class, "Object is java.lang.Object; allowed: records,");
    refused(int[].class, "int[] is int[]; allowed: records,");
  }

  private void refused(Class<?> type, String begin) {
    var refusal = assertThrows(UnsupportedMessageException.class, () -> codec.format(type));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith(begin), refusal::toString);
  }

  record Picky(int count) {
    Picky {
      if (count < 0) {
        throw new IllegalArgumentException("count is " + count + "; allowed: 0 or more");
      }
    }
  }

  record Free(int count) {}

  @Test
  void theConstructorOfARecordRefusesWhatWasSent() {
    assertEquals(
        "the message cannot be read: Picky refused what was sent:"
            + " java.lang.IllegalArgumentException: count is -1; allowed: 0 or more",
        assertThrows(
                IllegalArgumentException.class, () -> read(Free.class, new Free(-1), Picky.class))
            .getMessage());
  }

  record Failing(String text) {
    @Override
    public String text() {
      throw new IllegalStateException("not yet");
    }
  }

  @Test
  void aComponentThatCannotBeReadIsNamed() {
    assertEquals(
        "the message cannot be written: Failing.text failed: java.lang.IllegalStateException: not yet",
        assertThrows(
                IllegalArgumentException.class,
                () -> codec.format(Failing.class).encode(new Failing("x"), NoReplies.NONE))
            .getMessage());
  }

  @Test
  void aMessageThatIsTooDeepIsRefusedBeforeItIsSent() {
    var node = new Node("leaf", List.of());
    for (int i = 0; i < 1_000; i++) {
      node = new Node("inner", List.of(node));
    }
    var deep = node;
    assertThrows(
        IllegalArgumentException.class,
        () -> codec.format(Node.class).encode(deep, NoReplies.NONE));
  }

  // Hostile bytes.

  record Holder(@Nullable Order order) {}

  /** A text where the name of a case is expected, and a case that is a class of the JDK. */
  record Named(Map<String, String> order) {}

  sealed interface Evil permits ProcessBuilder2 {}

  record ProcessBuilder2(List<String> command) implements Evil {}

  @Test
  void bytesCannotNameAClass() {
    assertEquals(
        "the message cannot be read: Order has the case ProcessBuilder2; allowed: one of"
            + " [Market, Limit, ToBid, ToMiddle]",
        assertThrows(
                IllegalArgumentException.class,
                () -> read(Evil.class, new ProcessBuilder2(List.of("sh")), Order.class))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            read(
                Named.class,
                new Named(Map.of("@class", "java.lang.ProcessBuilder")),
                Holder.class));
  }

  /** Anything may arrive: it is a message, or an exception that says what is wrong. */
  @Test
  void damagedBytesAreAMessageOrRefused() {
    var format = codec.format(Order.class);
    var random = new Random(42);
    var sent =
        List.of(
            format.encode(new Market(Side.SELL, 1), NoReplies.NONE),
            format.encode(new Limit(Side.BUY, 1, euros("1"), Optional.empty()), NoReplies.NONE),
            format.encode(new ToBid(ToMiddle.EXACTLY), NoReplies.NONE));
    var refusals = new ArrayList<String>();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = sent.get(i % sent.size()).clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        format.decode(bytes, NoReplies.NONE);
      } catch (IllegalArgumentException e) {
        refusals.add(String.valueOf(e.getMessage()));
      }
    }
    assertTrue(refusals.size() > 10_000, () -> refusals.size() + " refusals");
    assertTrue(
        refusals.stream().allMatch(it -> it.startsWith("the message cannot be read: ")),
        refusals::toString);
  }
}
