package io.leanagentic.capability.sanitizer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Box;
import io.leanagentic.capability.CapabilityException;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Tag;
import io.leanagentic.capability.TrustedVal;
import io.leanagentic.capability.Val;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

// What Error Prone warns of here is what the sanitizer must find.
@SuppressWarnings({"ImmutableEnumChecker", "ArrayRecordComponent", "JavaUtilDate"})
class MessageTypesTest {
  enum Colour {
    RED
  }

  enum Counter {
    ONE;
    int uses;
  }

  sealed interface Shape {}

  record Circle(double radius) implements Shape {}

  record Square(double side, Shape inside) implements Shape {}

  record Fine(
      int number,
      String text,
      Instant at,
      Colour colour,
      Shape shape,
      Optional<String> more,
      @Iso StringBuilder moved,
      @Val List<String> names,
      @Tag Object identity)
      implements Message {}

  record Envelope<T>(T body) implements Message {}

  record Other<T>(T body) implements Message {}

  record Arrays(int[] numbers) implements Message {}

  record Lists(List<String> rows) implements Message {}

  record Dates(Date at) implements Message {}

  record Inner(Lists rows) implements Message {}

  record Borrowed(@Box StringBuilder text) implements Message {}

  record Counted(Counter counter) implements Message {}

  @SuppressWarnings("rawtypes") // what it is about
  record Raw(Optional value) implements Message {}

  static final class Plain implements Message {}

  @TrustedVal("never written")
  static final class Trusted implements Message {
    int[] numbers = {1};
  }

  private static String refused(Message message) {
    String text =
        assertThrows(CapabilityException.class, () -> CapabilitySanitizer.checkType(message))
            .getMessage();
    assertEquals(
        text,
        assertThrows(CapabilityException.class, () -> CapabilitySanitizer.checkType(message))
            .getMessage(),
        "at each send");
    return text;
  }

  @Test
  void whatMayBeSentPasses() {
    var fine =
        new Fine(
            1,
            "a",
            Instant.EPOCH,
            Colour.RED,
            new Square(1, new Circle(2)),
            Optional.empty(),
            new StringBuilder(),
            List.of(),
            new Object());
    assertDoesNotThrow(() -> CapabilitySanitizer.checkType(fine));
    assertDoesNotThrow(() -> CapabilitySanitizer.checkType(new Trusted()));
    assertDoesNotThrow(
        () -> CapabilitySanitizer.checkType(new ArrayList<>()), "only messages promise something");
  }

  @Test
  void mutableComponentsAreNamed() {
    assertTrue(refused(new Arrays(new int[0])).contains("component 'numbers'"));
    assertTrue(refused(new Lists(List.of())).contains("java.util.List<java.lang.String>"));
    assertTrue(refused(new Dates(new Date())).contains("component 'at'"));
    assertTrue(refused(new Inner(new Lists(List.of()))).contains("component 'rows'"));
    assertTrue(refused(new Borrowed(new StringBuilder())).contains("borrowed"));
    assertTrue(refused(new Counted(Counter.ONE)).contains("component 'counter'"));
    assertTrue(refused(new Plain()).contains("is a class"));
    assertTrue(refused(new Raw(Optional.of("a"))).contains("java.util.Optional"));
  }

  @Test
  void aTypeVariableIsJudgedByTheFirstValue() {
    assertDoesNotThrow(() -> CapabilitySanitizer.checkType(new Envelope<>("text")));
    assertTrue(refused(new Other<>(List.of(new StringBuilder()))).contains("StringBuilder"));
  }
}
