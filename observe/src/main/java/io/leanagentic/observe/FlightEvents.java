package io.leanagentic.observe;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Subscription;
import io.leanagentic.capability.Shared;
import io.leanagentic.observe.internal.flight.AgentEvents;
import io.leanagentic.observe.internal.flight.Recorder;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens in a runtime into the recordings of JDK Flight Recorder: failures, restarts,
 * ends, parks, opened cycles, stuck agents, dead letters, refusals, pressure, and once a second the
 * counts. They are in the category {@code lean-agentic}.
 *
 * <pre>{@code FlightEvents.of(runtime);}</pre>
 *
 * <p>While no recording runs it does not even listen to the runtime, so that costs nothing. Paths
 * of agents and classes of messages are recorded, and what exceptions say; no messages. Of each
 * kind about 1,000 a second are recorded, and more are dropped. It ends with the runtime.
 *
 * <p>Any thread may call any method.
 */
@Shared("all it holds is for many threads")
public final class FlightEvents implements AutoCloseable {
  private static final AtomicLong NUMBERS = new AtomicLong();

  /** JFR holds this object; it must not hold a runtime that nobody uses any more. */
  private final WeakReference<AgentRuntime> runtime;

  private final long number = NUMBERS.incrementAndGet();
  private final FlightRecorderListener recordings = new Recordings();
  private final Runnable statistics = this::count;
  private @Nullable Subscription subscription;
  private boolean closed;

  private FlightEvents(AgentRuntime runtime) {
    this.runtime = new WeakReference<>(runtime);
  }

  /**
   * Begins to write what happens in {@code runtime} into recordings. Where there is no Flight
   * Recorder, nothing happens.
   */
  public static FlightEvents of(AgentRuntime runtime) {
    var events = new FlightEvents(Objects.requireNonNull(runtime, "runtime"));
    if (FlightRecorder.isAvailable()) {
      FlightRecorder.addPeriodicEvent(AgentEvents.RuntimeStatistics.class, events.statistics);
      FlightRecorder.addListener(events.recordings);
      if (FlightRecorder.isInitialized()) {
        events.follow();
      }
    }
    return events;
  }

  /** Listens to the runtime while a recording runs, and not otherwise. */
  private synchronized void follow() {
    AgentRuntime followed = closed ? null : runtime.get();
    Subscription listening = subscription;
    if (followed == null || !isRecording()) {
      if (listening != null) {
        listening.close();
        subscription = null;
      }
    } else if (listening == null) {
      Recorder.load();
      subscription = followed.listen(Recorder::write);
    }
  }

  private static boolean isRecording() {
    return FlightRecorder.getFlightRecorder().getRecordings().stream()
        .anyMatch(recording -> recording.getState() == RecordingState.RUNNING);
  }

  /** Writes the counts; the last ones of a runtime that has ended, too. */
  private void count() {
    AgentRuntime counted = runtime.get();
    if (counted != null) {
      Recorder.write(number, counted.metrics());
    }
    if (counted == null || hasEnded(counted)) {
      close();
    }
  }

  private static boolean hasEnded(AgentRuntime runtime) {
    try {
      return HealthCheck.hasEnded(runtime);
    } catch (IllegalStateException e) {
      return false; // an agent began or ended a recording in its turn
    }
  }

  /** Ends it. Closing again changes nothing. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (subscription != null) {
        subscription.close();
        subscription = null;
      }
    }
    FlightRecorder.removeListener(recordings);
    FlightRecorder.removePeriodicEvent(statistics);
  }

  private final class Recordings implements FlightRecorderListener {
    @Override
    public void recorderInitialized(FlightRecorder recorder) {
      follow();
    }

    @Override
    public void recordingStateChanged(Recording recording) {
      follow();
    }
  }
}
