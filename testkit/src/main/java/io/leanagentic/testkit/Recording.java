package io.leanagentic.testkit;

import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.capability.CapUnchecked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A run on real workers that is written to a file: which agent has its turn when, and when threads
 * outside and timers reach one. {@link SimulatedRuntime#replay(Path)} repeats it, if the program
 * does the same again.
 *
 * <pre>{@code
 * try (var recording = Recording.start(RuntimeConfig.defaults(), Path.of("run.rec"), 1_000_000)) {
 *   AgentRuntime runtime = recording.agents();
 *   ...
 * }
 * }</pre>
 *
 * <p>While it records, one turn runs at a time, and handles one message: which worker comes first
 * decides the order, as ever, but turns do not overlap. A turn takes two to four bytes. When the
 * file is full it keeps the beginning, because a replay starts there, and the run goes on
 * unrecorded.
 *
 * <p>Loop and blocking agents, {@link AgentRuntime#call} and threads outside that wait in {@link
 * io.leanagentic.AgentRef#send} are not recorded: the recording ends where the first of them
 * begins, and says so. Nor is what passes between agents without messages: channels that threads
 * outside use, shared objects, the machine's own clock and random numbers.
 */
@CapUnchecked("any thread may use it")
public final class Recording implements AutoCloseable {
  static final long LEAST_BYTES = 4_096;
  static final long MOST_BYTES = 1L << 30;

  private final RecordingGate gate;
  private final AgentRuntime runtime;

  private Recording(RecordingGate gate, AgentRuntime runtime) {
    this.gate = gate;
    this.runtime = runtime;
  }

  /**
   * Starts a runtime whose run is recorded.
   *
   * @param config of the runtime; what it says of clock and budget plays no part
   * @param file to be written, anew
   * @param maxBytes how large it may become: 4 KiB to 1 GiB
   * @throws UncheckedIOException if it cannot be written
   */
  public static Recording start(RuntimeConfig config, Path file, long maxBytes) {
    return start(config, file, maxBytes, "", RecordingGate.PATIENCE_MILLIS);
  }

  /**
   * As above.
   *
   * @param program what the file says it is of
   * @param patienceMillis how long a thread waits for the turn of another to end
   */
  static Recording start(
      RuntimeConfig config, Path file, long maxBytes, String program, long patienceMillis) {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(file, "file");
    checkBytes("maxBytes", maxBytes);
    Instant start = Instant.now();
    RecordingGate gate;
    try {
      gate =
          new RecordingGate(
              new RecordingWriter(file, maxBytes, config.seams().seed(), start, program),
              start,
              patienceMillis);
    } catch (IOException e) {
      throw new UncheckedIOException("recording " + file + " cannot be written", e);
    }
    gate.starting();
    try {
      var seams = config.seams().withClock(gate).withGate(gate);
      return new Recording(gate, AgentRuntime.start(oneByOne(config).withSeams(seams)));
    } finally {
      gate.started();
    }
  }

  static void checkBytes(String what, long bytes) {
    if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          what + " is " + bytes + "; allowed: " + LEAST_BYTES + " to " + MOST_BYTES);
    }
  }

  /** A turn handles one message. */
  static RuntimeConfig oneByOne(RuntimeConfig config) {
    return config.withBudget(1, Duration.ofMillis(1));
  }

  /** The runtime that is recorded. */
  public AgentRuntime agents() {
    return runtime;
  }

  /** How many turns were recorded so far. */
  public long turns() {
    return gate.turns();
  }

  /**
   * Ends the recording, and writes the rest of the file; the runtime goes on.
   *
   * @throws UncheckedIOException if the file could not be written
   */
  public void end() {
    gate.end(RecordingWriter.ENDED, "ended");
    IOException failure = gate.failure();
    if (failure != null) {
      throw new UncheckedIOException("the recording could not be written", failure);
    }
  }

  /** Ends the recording, then the runtime as {@link AgentRuntime#close} does. */
  @Override
  public void close() {
    try {
      end();
    } finally {
      runtime.close();
    }
  }
}
