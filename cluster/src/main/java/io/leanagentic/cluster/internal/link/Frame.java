package io.leanagentic.cluster.internal.link;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the engine carries between two nodes.
 *
 * @param lane which of the links it belongs to
 * @param from the incarnation of the node that sends it
 * @param to the incarnation of the node that it is for
 * @param number of a frame with items, from 1 on; of a confirmation, of the last frame that came
 * @param items what it carries; none in a confirmation
 */
public record Frame(Lane lane, long from, long to, long number, List<Item> items) {
  /** First in each frame, with the version of the protocol. */
  private static final int MAGIC = 0x4C41_0001;

  /** The most bytes that a frame has. */
  public static final int MOST = 256 * 1024;

  /** Its bytes. */
  public byte[] bytes() {
    var bytes = new ByteArrayOutputStream(256);
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeByte(lane.code);
      out.writeLong(from);
      out.writeLong(to);
      out.writeLong(number);
      for (Item item : items) {
        Item.write(item, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text of more than 64 KiB, which nobody can set
    }
    return bytes.toByteArray();
  }

  /** Whether it only says what came. */
  public boolean isConfirmation() {
    return items.isEmpty();
  }

  /**
   * The frame of {@code bytes}.
   *
   * @throws IOException if they are none; it says what is wrong
   */
  public static Frame read(byte[] bytes) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int magic = in.readInt();
      if (magic != MAGIC) {
        throw new IOException(
            "a frame begins with " + Integer.toHexString(magic) + "; allowed: 4c410001");
      }
      int code = in.readUnsignedByte();
      Lane lane =
          switch (code) {
            case 0 -> Lane.CONTROL;
            case 1 -> Lane.MESSAGES;
            default -> throw new IOException("a frame is of lane " + code + "; allowed: 0 and 1");
          };
      long from = in.readLong();
      long to = in.readLong();
      long number = in.readLong();
      var items = new ArrayList<Item>();
      while (in.available() > 0) {
        items.add(Item.read(in));
      }
      return new Frame(lane, from, to, number, items);
    } catch (EOFException e) {
      throw new IOException("a frame ends in the midst, after " + bytes.length + " bytes", e);
    }
  }
}
