package io.leanagentic.cluster.internal.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.leanagentic.AgentRuntime;
import io.leanagentic.cluster.ClusterConfig;
import org.junit.jupiter.api.Test;

/** When a node has logs of its own. */
final class LogsTest {

  /** Else each of them would have leases of its own. */
  @Test
  void aNodeThatHasJoinedOthersNeedsVoters() {
    try (var runtime = AgentRuntime.start();
        var logs = new Logs(runtime, ClusterConfig.loopback(0).withSeeds("127.0.0.1:2551"))) {
      var refused = assertThrows(IllegalStateException.class, logs::consensus);
      assertEquals(
          "this node has joined others at [127.0.0.1:2551] and has no voters; allowed: those of"
              + " ClusterConfig.withVoters, the same on all nodes",
          refused.getMessage());
    }
  }
}
