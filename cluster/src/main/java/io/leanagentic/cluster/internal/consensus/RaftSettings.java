package io.leanagentic.cluster.internal.consensus;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.TimeDuration;

/** What the engine is told; nothing is read from files of the program. */
final class RaftSettings {
  /*
   * Why
   *   read.option LINEARIZABLE       the default one lets an old leader answer from an old state
   *   timeouts of 600 to 1200 ms     shorter ones elect without cause on a busy machine
   *   request timeout of 500 ms      a request to a dead leader goes to another soon
   *   close threshold                by default, a process that was paused for a minute ends its server for good
   *   snapshots                      a log is as long as it has commands since the last but one
   */
  static final TimeDuration REQUEST = millis(500);

  private static final TimeDuration ELECTION_MIN = millis(600);
  private static final TimeDuration ELECTION_MAX = millis(1200);
  private static final long SNAPSHOT_EVERY = 10_000;

  private RaftSettings() {}

  static RaftProperties client() {
    var properties = new RaftProperties();
    RaftClientConfigKeys.Rpc.setRequestTimeout(properties, REQUEST);
    return properties;
  }

  static RaftProperties server(String host, int port, LogFolder folder) {
    RaftProperties properties = client();
    GrpcConfigKeys.Server.setHost(properties, host);
    GrpcConfigKeys.Server.setPort(properties, port);
    setFolder(properties, folder.root());
    RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
    RaftServerConfigKeys.Rpc.setTimeoutMin(properties, ELECTION_MIN);
    RaftServerConfigKeys.Rpc.setTimeoutMax(properties, ELECTION_MAX);
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(
        properties, folder.isTemporary() ? millis(50) : ELECTION_MIN);
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(
        properties, folder.isTemporary() ? millis(100) : ELECTION_MAX);
    RaftServerConfigKeys.setCloseThreshold(properties, TimeDuration.valueOf(3650, TimeUnit.DAYS));
    RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
    RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, SNAPSHOT_EVERY);
    RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, 2);
    RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
    return properties;
  }

  /** Where the next machine that is opened has its log. */
  static void setFolder(RaftProperties properties, Path folder) {
    RaftServerConfigKeys.setStorageDir(properties, List.of(folder.toFile()));
  }

  static TimeDuration millis(long millis) {
    return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
  }
}
