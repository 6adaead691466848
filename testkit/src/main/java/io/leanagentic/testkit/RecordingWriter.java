package io.leanagentic.testkit;

import io.leanagentic.capability.CapUnchecked;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a recording; not more than a given number of bytes. One thread at a time. */
@CapUnchecked("used behind the lock of the gate")
final class RecordingWriter {
  /*
   * The format, version 1. Numbers are written seven bits to a byte, the lowest first, the last byte below 128; texts as
   * their length and UTF-8.
   *
   *   header   MAGIC, VERSION; seed and start (seconds, ns) as 8 bytes each; the program; the name of thread 0
   *   event    number * 4 + kind, microseconds since the event before, then
   *     TURN   (agent)                    a turn of the agent
   *     REACH  (agent + 1, 0: a birth)    thread; something that an agent notices, done outside of turns
   *     FIRE   (timers)                   so many timers fire
   *     OTHER  CLOCK: thread; it looks at the time
   *            ENDED, FULL, LOST: turns, a text; the end of the file
   *
   * An agent or a thread gets the next number where it comes for the first time; there its path and its type, or its
   * name, follow the number.
   */
  static final byte[] MAGIC = "LEANREC".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 1;
  static final int TURN = 0;
  static final int REACH = 1;
  static final int FIRE = 2;
  static final int OTHER = 3;
  static final int CLOCK = 0;
  static final int ENDED = 1;
  static final int FULL = 2;
  static final int LOST = 3;
  static final int MOST_TEXT = 60_000; // bytes
  private static final int MOST_REASON = 300; // characters
  private static final int FOR_THE_END = 1_000;

  private final OutputStream out;
  private final long most;
  private final Map<Object, Integer> agents = new HashMap<>();
  private final Map<Thread, Integer> threads = new HashMap<>();
  private final ByteArrayOutputStream event = new ByteArrayOutputStream();
  private long bytes;
  private long micros;
  private long turns;

  RecordingWriter(Path file, long most, long seed, Instant start, String program)
      throws IOException {
    this.most = most;
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    out = new BufferedOutputStream(Files.newOutputStream(file));
    event.writeBytes(MAGIC);
    event.write(VERSION);
    var fixed = new DataOutputStream(event);
    fixed.writeLong(seed);
    fixed.writeLong(start.getEpochSecond());
    fixed.writeLong(start.getNano());
    text(program);
    text(Thread.currentThread().getName());
    threads.put(Thread.currentThread(), 0);
    flush();
  }

  /** A turn of {@code agent}; false if the file is full. */
  boolean turn(Object agent, String path, String type, long now) throws IOException {
    Integer number = agents.get(agent);
    begin(number == null ? agents.size() : number, TURN, now);
    describe(number, path, type);
    return written(number, agent, null, now, 1);
  }

  /** The calling thread reaches {@code agent}. */
  boolean reach(Object agent, String path, String type, long now) throws IOException {
    Integer number = agents.get(agent);
    begin(1 + (number == null ? agents.size() : number), REACH, now);
    describe(number, path, type);
    thread();
    return written(number, agent, Thread.currentThread(), now, 0);
  }

  boolean birth(long now) throws IOException {
    begin(0, REACH, now);
    thread();
    return written(0, null, Thread.currentThread(), now, 0);
  }

  boolean fire(int timers, long now) throws IOException {
    begin(timers, FIRE, now);
    return written(0, null, null, now, 0);
  }

  boolean clock(long now) throws IOException {
    begin(CLOCK, OTHER, now);
    thread();
    return written(0, null, Thread.currentThread(), now, 0);
  }

  /** Writes the end, for which there is always room. */
  void end(int kind, String text, long now) throws IOException {
    begin(kind, OTHER, now);
    number(turns);
    text(text.substring(0, Math.min(text.length(), MOST_REASON)));
    flush();
    out.close();
  }

  long turns() {
    return turns;
  }

  private void begin(int number, int kind, long now) {
    number(number * 4L + kind);
    number(now / 1_000 - micros);
  }

  private void describe(@Nullable Integer number, String path, String type) {
    if (number == null) {
      text(path);
      text(type);
    }
  }

  private void thread() {
    Thread current = Thread.currentThread();
    Integer number = threads.get(current);
    number(number == null ? threads.size() : number);
    if (number == null) {
      text(current.getName());
    }
  }

  /** The event is complete: keeps it if there is room. */
  private boolean written(
      @Nullable Integer known, @Nullable Object agent, @Nullable Thread thread, long now, int turn)
      throws IOException {
    if (bytes + event.size() > most - FOR_THE_END) {
      event.reset();
      return false;
    }
    if (known == null && agent != null) {
      agents.put(agent, agents.size());
    }
    if (thread != null) {
      threads.putIfAbsent(thread, threads.size());
    }
    micros = now / 1_000;
    turns += turn;
    flush();
    return true;
  }

  private void flush() throws IOException {
    event.writeTo(out);
    bytes += event.size();
    event.reset();
  }

  private void number(long value) {
    long rest = value;
    for (; rest >= 128; rest >>>= 7) {
      event.write((int) ((rest & 127) | 128));
    }
    event.write((int) rest);
  }

  private void text(String text) {
    byte[] utf =
        text.substring(0, Math.min(text.length(), MOST_TEXT / 3)).getBytes(StandardCharsets.UTF_8);
    number(utf.length);
    event.writeBytes(utf);
  }
}
