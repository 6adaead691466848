package io.leanagentic.cluster.internal.consensus;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;

/** A replica as the engine sees it. An entry of the log is its time and a command. */
final class RaftMachine extends BaseStateMachine {
  private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
  private final LogClock clock = new LogClock(System::nanoTime);
  private final Replica<?, ?, ?> replica;

  RaftMachine(Replica<?, ?, ?> replica) {
    this.replica = replica;
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId group, RaftStorage raftStorage)
      throws IOException {
    getLifeCycle()
        .startAndTransition(
            () -> {
              super.initialize(server, group, raftStorage);
              storage.init(raftStorage);
              load();
            },
            IOException.class);
  }

  @Override
  public SimpleStateMachineStorage getStateMachineStorage() {
    return storage;
  }

  // The way of a command.

  /** On the leader only. */
  @Override
  public TransactionContext startTransaction(RaftClientRequest request) throws IOException {
    long term = getServer().join().getDivision(getGroupId()).getInfo().getCurrentTerm();
    ByteString command = request.getMessage().getContent();
    var data = ByteBuffer.allocate(Long.BYTES + command.size());
    data.putLong(clock.stamp(term));
    command.copyTo(data);
    return TransactionContext.newBuilder()
        .setStateMachine(this)
        .setClientRequest(request)
        .setLogData(UnsafeByteOperations.unsafeWrap(data.flip()))
        .build();
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    LogEntryProto entry = Objects.requireNonNull(transaction.getLogEntry());
    ByteBuffer data = entry.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer();
    long time = clock.apply(data.getLong());
    var command = new byte[data.remaining()];
    data.get(command);
    byte[] answer = replica.apply(command, entry.getIndex(), time);
    updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
    return CompletableFuture.completedFuture(message(answer));
  }

  @Override
  public CompletableFuture<Message> query(Message question) {
    return CompletableFuture.completedFuture(
        message(replica.read(question.getContent().toByteArray())));
  }

  static Message message(byte[] bytes) {
    return Message.valueOf(UnsafeByteOperations.unsafeWrap(bytes));
  }

  // Snapshots: the time and the state. Both are of the last entry applied, since the thread that
  // applies takes them.

  @Override
  public long takeSnapshot() throws IOException {
    TermIndex at = getLastAppliedTermIndex();
    if (at.getIndex() < 0) {
      return RaftLog.INVALID_LOG_INDEX;
    }
    Path file = storage.getSnapshotFile(at.getTerm(), at.getIndex()).toPath();
    Path fresh = file.resolveSibling("fresh");
    try (var out = new DataOutputStream(Files.newOutputStream(fresh))) {
      out.writeLong(clock.applied());
      out.write(replica.snapshot());
    } catch (RuntimeException e) { // of the state machine: its log is kept instead
      throw new IOException("the state machine gave no snapshot", e);
    }
    try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    MD5Hash sum = MD5FileUtil.computeAndSaveMd5ForFile(file.toFile());
    storage.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(file, sum), at));
    return at.getIndex();
  }

  /** While the engine takes a snapshot from another voter. */
  @Override
  public void pause() {
    if (getLifeCycleState() == LifeCycle.State.RUNNING) {
      getLifeCycle().transition(LifeCycle.State.PAUSING);
      getLifeCycle().transition(LifeCycle.State.PAUSED);
    }
  }

  @Override
  public void reinitialize() throws IOException {
    load();
    if (getLifeCycleState() == LifeCycle.State.PAUSED) {
      getLifeCycle().transition(LifeCycle.State.STARTING);
      getLifeCycle().transition(LifeCycle.State.RUNNING);
    }
  }

  private void load() throws IOException {
    @Nullable SingleFileSnapshotInfo snapshot = storage.loadLatestSnapshot();
    if (snapshot == null) {
      return;
    }
    Path file = snapshot.getFile().getPath();
    MD5Hash sum = snapshot.getFile().getFileDigest();
    if (sum != null) {
      MD5FileUtil.verifySavedMD5(file.toFile(), sum);
    }
    try (var in = new DataInputStream(Files.newInputStream(file))) {
      clock.apply(in.readLong());
      replica.restore(in.readAllBytes());
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IOException("the snapshot " + file + " cannot be read: " + e.getMessage(), e);
    }
    setLastAppliedTermIndex(snapshot.getTermIndex());
  }

  @Override
  public void close() {
    getLifeCycle().checkStateAndClose();
  }
}
