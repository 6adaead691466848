package io.leanagentic.cluster.internal.node;

import io.leanagentic.AgentRuntime;
import io.leanagentic.AwaitException;
import io.leanagentic.cluster.ClusterConfig;
import io.leanagentic.cluster.internal.consensus.Consensus;
import io.leanagentic.cluster.internal.lease.ClusterLeases;
import io.leanagentic.orchestration.Leases;
import org.jspecify.annotations.Nullable;

/** The logs of a node, from the join on if it is a voter, else from their first use on. */
final class Logs implements AutoCloseable {
  private final AgentRuntime runtime;
  private final ClusterConfig config;

  // Guarded by this.
  private @Nullable Consensus consensus;
  private @Nullable ClusterLeases authority;
  private @Nullable Leases leases;
  private boolean isClosed;

  Logs(AgentRuntime runtime, ClusterConfig config) {
    this.runtime = runtime;
    this.config = config;
  }

  void start() {
    if (config.voters().own().isPresent()) {
      leases(); // a majority must have their log, whether or not this node uses it
    }
  }

  synchronized Leases leases() {
    Leases opened = leases;
    if (opened == null) {
      Consensus consensus = consensus();
      String node = config.voters().own().orElse(config.host() + ":" + config.port());
      authority = ClusterLeases.open(runtime, consensus, node);
      opened = Leases.of(authority);
      leases = opened;
    }
    return opened;
  }

  synchronized Consensus consensus() {
    if (isClosed) {
      throw new IllegalStateException("this node is part of no cluster: the node has left");
    }
    if (config.voters().addresses().isEmpty() && !config.seeds().isEmpty()) {
      throw new IllegalStateException(
          "this node has joined others at "
              + config.seeds()
              + " and has no voters; allowed: those of ClusterConfig.withVoters, the same on all nodes");
    }
    Consensus started = consensus;
    if (started == null) {
      started = Consensus.start(runtime, config.name(), config.voters(), config.codec());
      consensus = started;
    }
    return started;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    ClusterLeases granted = authority;
    if (granted != null) {
      try {
        granted.closeAndTell().join();
      } catch (AwaitException e) {
        // nobody answers: the others wait until the session has expired
      }
    }
    if (consensus != null) {
      consensus.close();
    }
  }
}
