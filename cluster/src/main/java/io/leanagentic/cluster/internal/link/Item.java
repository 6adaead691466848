package io.leanagentic.cluster.internal.link;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What one node has to tell another; a frame carries many. */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way; nobody compares them
public sealed interface Item {
  /** The most questions that a message has. */
  int MOST_QUESTIONS = 255;

  /**
   * I have a ref to the agent of that name: messages for it come under this number, and no more
   * than {@code window} at a time.
   */
  record Open(int ref, int window, String name) implements Item {}

  /**
   * A message for the agent of {@code ref}.
   *
   * @param questions the numbers of the replies in it
   * @param millis how long the asker waits; 0 without replies
   */
  record Message(int ref, long[] questions, long millis, byte[] bytes) implements Item {}

  /** I need {@code ref} no longer, once the {@code messages} for it have come. */
  record Close(int ref, long messages) implements Item {}

  /** The agent of your {@code ref} has taken so many messages since it was opened. */
  record Taken(int ref, long messages) implements Item {}

  /** There is no agent for your {@code ref}, or no longer. */
  record Gone(int ref, String reason) implements Item {}

  /** The answer to your question. */
  record Answer(long question, byte[] bytes) implements Item {}

  /** There is no answer to your question. */
  record NoAnswer(long question, String reason) implements Item {}

  /** I need no answer to my question any more. */
  record Cancel(long question) implements Item {}

  /** I have an agent of that name. */
  record Published(String name) implements Item {}

  /** I no longer have an agent of that name. */
  record Withdrawn(String name) implements Item {}

  /** How many bytes it takes in a frame, at most. */
  static int size(Item item) {
    return switch (item) {
      case Message it -> 40 + 8 * it.questions.length + it.bytes.length;
      case Answer it -> 20 + it.bytes.length;
      case Open it -> 20 + 3 * it.name.length();
      case Gone it -> 10 + 3 * it.reason.length();
      case NoAnswer it -> 20 + 3 * it.reason.length();
      case Published it -> 10 + 3 * it.name.length();
      case Withdrawn it -> 10 + 3 * it.name.length();
      case Close _, Taken _, Cancel _ -> 20;
    };
  }

  /** Writes {@code item}. */
  static void write(Item item, DataOutputStream out) throws IOException {
    switch (item) {
      case Open it -> {
        out.writeByte(1);
        out.writeInt(it.ref);
        out.writeInt(it.window);
        out.writeUTF(it.name);
      }
      case Message it -> {
        out.writeByte(2);
        out.writeInt(it.ref);
        out.writeByte(it.questions.length);
        for (long question : it.questions) {
          out.writeLong(question);
        }
        out.writeLong(it.millis);
        bytes(it.bytes, out);
      }
      case Close it -> {
        out.writeByte(3);
        out.writeInt(it.ref);
        out.writeLong(it.messages);
      }
      case Taken it -> {
        out.writeByte(4);
        out.writeInt(it.ref);
        out.writeLong(it.messages);
      }
      case Gone it -> {
        out.writeByte(5);
        out.writeInt(it.ref);
        out.writeUTF(it.reason);
      }
      case Answer it -> {
        out.writeByte(6);
        out.writeLong(it.question);
        bytes(it.bytes, out);
      }
      case NoAnswer it -> {
        out.writeByte(7);
        out.writeLong(it.question);
        out.writeUTF(it.reason);
      }
      case Cancel it -> {
        out.writeByte(8);
        out.writeLong(it.question);
      }
      case Published it -> {
        out.writeByte(9);
        out.writeUTF(it.name);
      }
      case Withdrawn it -> {
        out.writeByte(10);
        out.writeUTF(it.name);
      }
    }
  }

  /**
   * Reads one item.
   *
   * @throws IOException if there is none; it says what is wrong
   */
  static Item read(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case 1 -> new Open(in.readInt(), in.readInt(), in.readUTF());
      case 2 -> {
        int ref = in.readInt();
        var questions = new long[in.readUnsignedByte()];
        for (int i = 0; i < questions.length; i++) {
          questions[i] = in.readLong();
        }
        yield new Message(ref, questions, in.readLong(), bytes(in));
      }
      case 3 -> new Close(in.readInt(), in.readLong());
      case 4 -> new Taken(in.readInt(), in.readLong());
      case 5 -> new Gone(in.readInt(), in.readUTF());
      case 6 -> new Answer(in.readLong(), bytes(in));
      case 7 -> new NoAnswer(in.readLong(), in.readUTF());
      case 8 -> new Cancel(in.readLong());
      case 9 -> new Published(in.readUTF());
      case 10 -> new Withdrawn(in.readUTF());
      default -> throw new IOException("an item is of the kind " + kind + "; allowed: 1 to 10");
    };
  }

  private static void bytes(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) { // before anything is allocated for it
      throw new IOException("bytes have the length " + length + " of " + in.available());
    }
    return in.readNBytes(length);
  }
}
