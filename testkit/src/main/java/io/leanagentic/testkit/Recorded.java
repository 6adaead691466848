package io.leanagentic.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a recording says; {@link RecordingWriter} has the format. */
final class Recorded {
  private static final long MOST_SECONDS = 1L << 40;
  private static final long MOST_MICROS = Long.MAX_VALUE / 2_000;

  /** An event: what, of which agent (-1 for none), by which thread, and when. */
  record Event(int kind, int agent, int thread, long nanos) {}

  record Agent(String path, String type) {}

  final Path file;
  final long seed;
  final Instant start;
  final String program;
  final List<Agent> agents = new ArrayList<>();
  final List<String> threads = new ArrayList<>();
  final List<Event> events = new ArrayList<>();
  private final ByteBuffer bytes;
  private long turns;
  private String end = "";

  /**
   * Reads {@code file}.
   *
   * @throws IllegalArgumentException if it is no recording, or not a whole one
   */
  static Recorded read(Path file) {
    byte[] all;
    try {
      if (Files.size(file) > Recording.MOST_BYTES) {
        throw bad(file, "it has " + Files.size(file) + " bytes");
      }
      all = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw bad(file, "there is no such file");
    } catch (IOException e) {
      throw bad(file, "it cannot be read: " + e);
    }
    return new Recorded(file, ByteBuffer.wrap(all));
  }

  private static IllegalArgumentException bad(Path file, String what) {
    return new IllegalArgumentException(
        "recording "
            + file
            + ": "
            + what
            + "; allowed: a file that Recording has written and ended");
  }

  private Recorded(Path file, ByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes;
    byte[] magic = new byte[Math.min(bytes.remaining(), RecordingWriter.MAGIC.length)];
    bytes.get(magic);
    if (!Arrays.equals(magic, RecordingWriter.MAGIC)) {
      throw bad(file, "it is no recording");
    }
    require(1 + 3 * 8);
    int version = bytes.get();
    if (version != RecordingWriter.VERSION) {
      throw bad(
          file,
          "it has version " + version + ", and this testkit reads " + RecordingWriter.VERSION);
    }
    seed = bytes.getLong();
    start = Instant.EPOCH.plusSeconds(within(MOST_SECONDS)).plusNanos(within(1_000_000_000));
    program = text();
    threads.add(text());
    long micros = 0;
    while (end.isEmpty()) {
      long head = number();
      micros += number();
      if (head >>> 2 >= Integer.MAX_VALUE || micros < 0 || micros > MOST_MICROS) {
        throw bad(file, "it is damaged " + where());
      }
      event((int) (head & 3), (int) (head >>> 2), micros * 1_000);
    }
    if (bytes.hasRemaining()) {
      throw bad(file, bytes.remaining() + " bytes follow its end");
    }
  }

  private void event(int kind, int number, long nanos) {
    switch (kind) {
      case RecordingWriter.TURN -> {
        agent(number);
        turns++;
        events.add(new Event(kind, number, -1, nanos));
      }
      case RecordingWriter.REACH -> {
        if (number > 0) {
          agent(number - 1);
        }
        events.add(new Event(kind, number - 1, thread(), nanos));
      }
      case RecordingWriter.FIRE -> events.add(new Event(kind, -1, -1, nanos));
      default -> other(number, nanos);
    }
  }

  private void other(int number, long nanos) {
    if (number == RecordingWriter.CLOCK) {
      events.add(new Event(RecordingWriter.OTHER, -1, thread(), nanos));
      return;
    }
    long count = number();
    String text = text();
    end =
        switch (number) {
          case RecordingWriter.ENDED -> "the recording was ended";
          case RecordingWriter.FULL -> "the file was full";
          case RecordingWriter.LOST -> text;
          default -> throw bad(file, "it is damaged " + where());
        };
    if (count != turns) {
      throw bad(file, "it is damaged: it has " + turns + " turns, and its end says " + count);
    }
  }

  private void agent(int number) {
    if (number < 0 || number > agents.size()) {
      throw bad(file, "it is damaged " + where());
    }
    if (number == agents.size()) {
      agents.add(new Agent(text(), text()));
    }
  }

  private int thread() {
    long number = number();
    if (number < 0 || number > threads.size()) {
      throw bad(file, "it is damaged " + where());
    }
    if (number == threads.size()) {
      threads.add(text());
    }
    return (int) number;
  }

  private long within(long most) {
    long value = bytes.getLong();
    if (value < 0 || value > most) {
      throw bad(file, "it is damaged " + where());
    }
    return value;
  }

  private long number() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      require(1);
      byte next = bytes.get();
      value |= (long) (next & 127) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw bad(file, "it is damaged " + where());
  }

  private String text() {
    long length = number();
    if (length > RecordingWriter.MOST_TEXT) {
      throw bad(file, "it is damaged " + where());
    }
    require((int) length);
    byte[] utf = new byte[(int) length];
    bytes.get(utf);
    return new String(utf, StandardCharsets.UTF_8);
  }

  private void require(int more) {
    if (bytes.remaining() < more) {
      throw bad(file, "it is cut off " + where());
    }
  }

  private String where() {
    return "after turn " + turns + ", at byte " + bytes.position();
  }

  /** How many turns were recorded. */
  long turns() {
    return turns;
  }

  /** Why there are no more. */
  String end() {
    return end;
  }
}
