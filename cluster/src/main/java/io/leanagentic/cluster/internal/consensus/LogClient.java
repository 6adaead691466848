package io.leanagentic.cluster.internal.consensus;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Promise;
import io.leanagentic.cluster.MessageRefusedException;
import io.leanagentic.cluster.RemoteFailureException;
import io.leanagentic.cluster.ReplicatedMachine;
import io.leanagentic.cluster.spi.MessageFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/**
 * A machine as its callers see it. Each call waits for the voters on a virtual thread of its own.
 */
public final class LogClient<C, R> implements ReplicatedMachine<C, R> {
  /** The largest command; the engine writes it as a whole. */
  private static final int MOST = 1 << 20;

  private final AgentRuntime runtime;
  private final String name;
  private final LogChannel channel;
  private final MessageFormat<C> commands;
  private final MessageFormat<R> results;

  LogClient(
      AgentRuntime runtime,
      String name,
      LogChannel channel,
      MessageFormat<C> commands,
      MessageFormat<R> results) {
    this.runtime = runtime;
    this.name = name;
    this.channel = channel;
    this.commands = commands;
    this.results = results;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Await<R> submit(C command, Duration timeout) {
    return send(bytes(command, "command"), timeout, false);
  }

  @Override
  public Await<R> read(C question, Duration timeout) {
    return send(bytes(question, "question"), timeout, true);
  }

  private byte[] bytes(C command, String what) {
    Objects.requireNonNull(command, what);
    byte[] bytes;
    try {
      bytes = commands.encode(command, NoReplies.INSTANCE);
    } catch (RuntimeException e) {
      var refused =
          new MessageRefusedException(
              "a " + what + " for " + name + " cannot travel: " + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
    if (bytes.length > MOST) {
      throw new MessageRefusedException(
          "a " + what + " for " + name + " has " + bytes.length + " bytes; allowed: up to " + MOST);
    }
    return bytes;
  }

  private Await<R> send(byte[] message, Duration timeout, boolean isQuestion) {
    Promise<R> promise = runtime.promise(timeout);
    Thread thread =
        Thread.ofVirtual().name("log " + name).start(() -> answer(promise, message, isQuestion));
    promise
        .await()
        .whenDone((result, failure) -> {
          if (failure != null) {
            thread.interrupt();
          }
        });
    return promise
        .await()
        .recover(failure ->
            Await.failed(failure instanceof AwaitTimeoutException ? late(timeout) : failure));
  }

  private AwaitTimeoutException late(Duration timeout) {
    String trouble = channel.trouble();
    return new AwaitTimeoutException(
        "no majority of the voters "
            + channel.voters()
            + " of "
            + name
            + " has answered within "
            + timeout
            + (trouble.isEmpty() ? "" : ": " + trouble));
  }

  private void answer(Promise<R> promise, byte[] message, boolean isQuestion) {
    try {
      byte[] answer = channel.send(message, isQuestion);
      promise.reply().send(results.decode(Replica.result(answer), NoReplies.INSTANCE));
    } catch (IOException | RuntimeException e) {
      if (promise.reply().isOpen()) {
        promise
            .reply()
            .fail(e instanceof IOException ? new RemoteFailureException(e.toString()) : e);
      }
    }
  }
}
