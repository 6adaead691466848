package io.leanagentic.cluster.internal.consensus;

import io.leanagentic.cluster.LogPosition;
import io.leanagentic.cluster.RemoteFailureException;
import io.leanagentic.cluster.StateMachine;
import io.leanagentic.cluster.spi.MessageFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** One voter's state machine, in bytes. Guarded by its own lock. */
final class Replica<C, R, S> {
  private static final byte RESULT = 0;
  private static final byte FAILURE = 1;

  private final StateMachine<C, R, S> machine;
  private final MessageFormat<C> commands;
  private final MessageFormat<R> results;
  private final MessageFormat<S> snapshots;

  Replica(
      StateMachine<C, R, S> machine,
      MessageFormat<C> commands,
      MessageFormat<R> results,
      MessageFormat<S> snapshots) {
    this.machine = machine;
    this.commands = commands;
    this.results = results;
    this.snapshots = snapshots;
  }

  /** The answer to a command. It never fails: a failure is an answer, the same on all voters. */
  synchronized byte[] apply(byte[] command, long index, long nanos) {
    try {
      C decoded = commands.decode(command, NoReplies.INSTANCE);
      return answer(machine.apply(decoded, new LogPosition(index, Duration.ofNanos(nanos))));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return failure(e);
    }
  }

  synchronized byte[] read(byte[] question) {
    try {
      return answer(machine.read(commands.decode(question, NoReplies.INSTANCE)));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return failure(e);
    }
  }

  synchronized byte[] snapshot() {
    return snapshots.encode(machine.snapshot(), NoReplies.INSTANCE);
  }

  synchronized void restore(byte[] snapshot) {
    machine.restore(snapshots.decode(snapshot, NoReplies.INSTANCE));
  }

  private byte[] answer(R result) {
    return tagged(RESULT, results.encode(result, NoReplies.INSTANCE));
  }

  private static byte[] failure(Throwable failure) {
    return tagged(FAILURE, failure.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] tagged(byte tag, byte[] bytes) {
    var tagged = new byte[bytes.length + 1];
    tagged[0] = tag;
    System.arraycopy(bytes, 0, tagged, 1, bytes.length);
    return tagged;
  }

  /** The bytes of the result in an answer. */
  static byte[] result(byte[] answer) {
    byte[] rest = Arrays.copyOfRange(answer, 1, answer.length);
    if (answer[0] == FAILURE) {
      throw new RemoteFailureException(new String(rest, StandardCharsets.UTF_8));
    }
    return rest;
  }
}
