package io.leanagentic.cluster.internal.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames are read as they were written, and anything else is refused in words. */
final class FrameTest {
  private static final List<Item> ITEMS =
      List.of(
          new Item.Open(1, 1000, "desk/AAPL"),
          new Item.Message(1, new long[] {7, 8}, 500, new byte[] {1, 2, 3}),
          new Item.Close(1, 700),
          new Item.Taken(2, 100),
          new Item.Gone(3, "the agent has ended"),
          new Item.Answer(7, new byte[] {4}),
          new Item.NoAnswer(8, "no such thing"),
          new Item.Cancel(9),
          new Item.Published("desk/MSFT"),
          new Item.Withdrawn("desk/MSFT"));

  private static final byte[] BYTES = new Frame(Lane.MESSAGES, 11, 12, 13, ITEMS).bytes();

  @Test
  void everyItemIsReadAsItWasWritten() throws IOException {
    Frame read = Frame.read(BYTES);
    assertEquals(Lane.MESSAGES, read.lane());
    assertEquals(List.of(11L, 12L, 13L), List.of(read.from(), read.to(), read.number()));
    assertEquals(
        ITEMS.stream().map(Item::getClass).toList(),
        read.items().stream().map(Item::getClass).toList());
    assertArrayEquals(BYTES, read.bytes());
    int most = ITEMS.stream().mapToInt(Item::size).sum();
    assertTrue(BYTES.length <= 29 + most, () -> BYTES.length + " bytes, and not " + most);
  }

  @Test
  void aFrameThatIsCutIsRefusedOrHasTheItemsBefore() throws IOException {
    int whole = 0;
    for (int length = 0; length < BYTES.length; length++) {
      byte[] cut = Arrays.copyOf(BYTES, length);
      try {
        assertArrayEquals(cut, Frame.read(cut).bytes());
        whole++;
      } catch (IOException e) {
        assertTrue(
            String.valueOf(e.getMessage()).matches("a frame ends.*|bytes have.*"), e::toString);
      }
    }
    assertEquals(ITEMS.size(), whole); // after the header, and after each item but the last
  }

  @Test
  void whatIsNoFrameIsRefusedInWords() {
    assertRefused("a frame begins with 0; allowed: 4c410001", 0, 0, 0, 0, 0);
    assertRefused("a frame is of lane 9; allowed: 0 and 1", 4, 9);
    assertRefused("an item is of the kind 77; allowed: 1 to 10", 29, 77);
    assertRefused("bytes have the length -1 of 0", 29, 6, 0, 0, 0, 0, 0, 0, 0, 1, -1, -1, -1, -1);
  }

  /** A good header, from {@code at} on with {@code bytes}. */
  private static void assertRefused(String why, int at, int... bytes) {
    byte[] bad = Arrays.copyOf(BYTES, at + bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      bad[at + i] = (byte) bytes[i];
    }
    assertEquals(why, assertThrows(IOException.class, () -> Frame.read(bad)).getMessage());
  }

  @Test
  void damagedBytesAreAFrameOrAnIoException() {
    var random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = BYTES.clone();
      for (int j = 0; j <= i % 4; j++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        Frame.read(damaged);
      } catch (IOException e) {
        refused++;
      }
    }
    assertTrue(refused > 100, "refused " + refused);
  }
}
