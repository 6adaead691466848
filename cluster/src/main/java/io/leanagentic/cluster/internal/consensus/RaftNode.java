package io.leanagentic.cluster.internal.consensus;

import io.leanagentic.cluster.ClusterException;
import io.leanagentic.cluster.Voters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupManagementRequest;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.retry.RetryPolicies;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.util.ExitUtils;
import org.jspecify.annotations.Nullable;

/** The engine on Apache Ratis: a server if this node is a voter, and a client for each machine. */
final class RaftNode {
  /*
   * Invariants
   *   F1  the engine ends no process: by itself it would, when a port is taken, and when any thread of the program throws
   *                                                            BadLogTest.theEngineEndsNoProcess, aPortThatIsTakenIsNamed
   */
  static {
    var before = Thread.getDefaultUncaughtExceptionHandler();
    ExitUtils.disableSystemExit(); // its initializer has set a handler
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  private static final String HOST = "127.0.0.1";
  private static final String ALONE = "alone";

  private final String cluster;
  private final @Nullable LogFolder folder; // null if this node is no voter
  private final List<RaftPeer> peers = new ArrayList<>();
  private final List<RaftClient> clients = new ArrayList<>(); // guarded by this

  /** The replicas that are being opened; the engine asks for them. */
  private final Map<RaftGroupId, RaftMachine> machines = new ConcurrentHashMap<>();

  private final @Nullable RaftServer server;

  private RaftNode(String cluster, Voters voters) {
    this.cluster = cluster;
    boolean isAlone = voters.addresses().isEmpty();
    if (isAlone) {
      folder = LogFolder.temporary();
      server = serve(HOST + ":0", ALONE, folder);
      String address = HOST + ":" + server.getServerRpc().getInetSocketAddress().getPort();
      peers.add(RaftPeer.newBuilder().setId(ALONE).setAddress(address).build());
    } else if (voters.own().isPresent()) {
      folder = LogFolder.of(voters);
      server = serve(voters.own().get(), voters.own().get(), folder);
    } else {
      folder = null;
      server = null;
    }
    for (String address : voters.addresses().stream().sorted().toList()) {
      peers.add(RaftPeer.newBuilder().setId(address).setAddress(address).build());
    }
  }

  static RaftNode start(String cluster, Voters voters) {
    return new RaftNode(cluster, voters);
  }

  private RaftServer serve(String address, String id, LogFolder folder) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon);
    int port = Integer.parseInt(address.substring(colon + 1));
    RaftServer starting = null;
    try {
      starting =
          RaftServer.newBuilder()
              .setServerId(RaftPeerId.valueOf(id))
              .setProperties(RaftSettings.server(host, port, folder))
              .setStateMachineRegistry(group -> Objects.requireNonNull(machines.remove(group)))
              .setOption(RaftStorage.StartupOption.RECOVER)
              .build();
      starting.start();
      return starting;
    } catch (IOException | RuntimeException e) {
      closeQuietly(starting);
      folder.close();
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (String.valueOf(cause.getMessage()).startsWith("Failed to bind")) {
          throw new ClusterException(
              "the voter's address "
                  + address
                  + " is taken or is not of this machine; allowed: a free port",
              e);
        }
      }
      throw new ClusterException("the voter " + address + " could not start", e);
    }
  }

  /**
   * Opens a machine.
   *
   * @param replica what a voter runs; not asked for elsewhere
   */
  synchronized LogChannel open(String machine, Supplier<Replica<?, ?, ?>> replica) {
    var group = RaftGroup.valueOf(id(machine), peers);
    if (server != null && folder != null) {
      add(server, folder.of(machine), machine, group, replica.get());
    }
    ClientId id = ClientId.randomId();
    RaftProperties properties = RaftSettings.client();
    var calls = new RaftCalls(new GrpcFactory(new Parameters()).newRaftClientRpc(id, properties));
    RaftClient client = client(id, properties, group, calls);
    clients.add(client);
    return new RaftChannel(
        client, calls, machine, peers.stream().map(RaftPeer::getAddress).toList());
  }

  static RaftClient client(
      ClientId id, RaftProperties properties, RaftGroup group, RaftCalls calls) {
    return RaftClient.newBuilder()
        .setClientId(id)
        .setClientRpc(calls)
        .setProperties(properties)
        .setRaftGroup(group)
        .setRetryPolicy(RetryPolicies.retryForeverWithSleep(RaftSettings.millis(100)))
        .build();
  }

  /** The voters are part of it: other voters are another log, and never mixed with this one. */
  private RaftGroupId id(String machine) {
    String voters = peers.size() == 1 ? "" : peers.stream().map(RaftPeer::getAddress).toList() + "";
    byte[] name = (cluster + "\n" + machine + "\n" + voters).getBytes(StandardCharsets.UTF_8);
    return RaftGroupId.valueOf(UUID.nameUUIDFromBytes(name));
  }

  private void add(
      RaftServer server, Path own, String machine, RaftGroup group, Replica<?, ?, ?> replica) {
    RaftProperties properties = server.getProperties();
    RaftSettings.setFolder(properties, own);
    machines.put(group.getGroupId(), new RaftMachine(replica));
    try {
      RaftClientReply reply =
          server.groupManagement(
              GroupManagementRequest.newAdd(
                  ClientId.randomId(), server.getId(), 0, group, /* format= */ false));
      if (!reply.isSuccess()) {
        throw new ClusterException(
            "the log of " + machine + " in " + own + " cannot be opened", reply.getException());
      }
    } catch (IOException e) {
      throw new ClusterException(
          "the log of " + machine + " in " + own + " cannot be opened: " + e.getMessage(), e);
    } finally {
      machines.remove(group.getGroupId());
    }
  }

  /** Whether this node leads the voters of {@code machine} at the moment. */
  boolean leads(String machine) {
    try {
      return server != null && server.getDivision(id(machine)).getInfo().isLeader();
    } catch (IOException e) {
      return false;
    }
  }

  synchronized void close() {
    clients.forEach(RaftNode::closeQuietly);
    closeQuietly(server);
    if (folder != null) {
      folder.close();
    }
  }

  private static void closeQuietly(@Nullable AutoCloseable it) {
    try {
      if (it != null) {
        it.close();
      }
    } catch (Exception e) {
      // it is closed as far as it can be
    }
  }
}
