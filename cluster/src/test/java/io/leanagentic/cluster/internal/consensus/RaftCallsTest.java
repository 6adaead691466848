package io.leanagentic.cluster.internal.consensus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.exceptions.GroupMismatchException;
import org.junit.jupiter.api.Test;

final class RaftCallsTest {
  private final RaftGroup group =
      RaftGroup.valueOf(
          RaftGroupId.randomId(),
          RaftPeer.newBuilder().setId("a").setAddress("127.0.0.1:1").build(),
          RaftPeer.newBuilder().setId("b").setAddress("127.0.0.1:2").build());

  /**
   * The first one has taken the command and was not heard; then one was started and does not know
   * the log yet.
   */
  private static final class Voters implements RaftClientRpc {
    final List<Long> numbers = new ArrayList<>();
    final List<String> asked = new ArrayList<>();

    @Override
    public RaftClientReply sendRequest(RaftClientRequest request) throws IOException {
      numbers.add(request.getCallId());
      asked.add(request.getServerId().toString());
      return switch (numbers.size()) {
        case 1 -> throw new IOException("the connection is broken");
        case 2, 3 -> throw new GroupMismatchException("no such group");
        default ->
            RaftClientReply.newBuilder()
                .setRequest(request)
                .setSuccess()
                .setMessage(RaftMachine.message(new byte[] {7}))
                .build();
      };
    }

    @Override
    public void addRaftPeers(Collection<RaftPeer> peers) {}

    @Override
    public void close() {}
  }

  @Test
  void aCommandKeepsItsNumber() throws IOException {
    var voters = new Voters();
    var calls = new RaftCalls(voters);
    try (var client = RaftNode.client(ClientId.randomId(), RaftSettings.client(), group, calls)) {
      var channel = new RaftChannel(client, calls, "ledger", List.of());
      assertArrayEquals(new byte[] {7}, channel.send(new byte[] {1}, false));
      assertEquals(4, voters.numbers.size());
      assertEquals(1, new HashSet<>(voters.numbers).size(), voters.numbers::toString);
      assertEquals(2, new HashSet<>(voters.asked).size(), voters.asked::toString);
      assertFalse(calls.isUnknown());
    }
  }

  @Test
  void thatAVoterDoesNotKnowTheLogIsSaid() throws Exception {
    var calls =
        new RaftCalls(
            new RaftClientRpc() {
              @Override
              public RaftClientReply sendRequest(RaftClientRequest request) throws IOException {
                throw new GroupMismatchException("no such group");
              }

              @Override
              public void addRaftPeers(Collection<RaftPeer> peers) {}

              @Override
              public void close() {}
            });
    try (var client = RaftNode.client(ClientId.randomId(), RaftSettings.client(), group, calls)) {
      var channel = new RaftChannel(client, calls, "ledger", List.of());
      var thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  channel.send(new byte[] {1}, false);
                } catch (IOException e) {
                  // it was interrupted
                }
              });
      while (channel.trouble().isEmpty()) {
        Thread.onSpinWait();
      }
      thread.interrupt();
      thread.join();
      assertTrue(channel.trouble().startsWith("a voter does not know ledger; allowed: "));
    }
  }
}
