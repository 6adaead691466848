package io.leanagentic.cluster.internal.node;

import io.leanagentic.AgentRuntime;
import io.leanagentic.cluster.ClusterConfig;
import io.leanagentic.cluster.internal.consensus.Consensus;
import org.jspecify.annotations.Nullable;

/** The logs of a node, from the join on if it is a voter, else from their first use on. */
final class Logs implements AutoCloseable {
  private final AgentRuntime runtime;
  private final ClusterConfig config;

  // Guarded by this.
  private @Nullable Consensus consensus;
  private boolean isClosed;

  Logs(AgentRuntime runtime, ClusterConfig config) {
    this.runtime = runtime;
    this.config = config;
  }

  void start() {
    if (config.voters().own().isPresent()) {
      consensus();
    }
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
    if (consensus != null) {
      consensus.close();
    }
  }
}
