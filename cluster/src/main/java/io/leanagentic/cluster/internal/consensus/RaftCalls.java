package io.leanagentic.cluster.internal.consensus;

import java.io.IOException;
import java.util.Collection;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.GroupMismatchException;

/**
 * The calls of a client. That a voter does not know the log is a failure like others, so the client
 * asks the next one with the same number: the voter that was asked before may have taken the
 * command. By itself the client would give up, and a second attempt would have another number.
 */
final class RaftCalls implements RaftClientRpc {
  private final RaftClientRpc calls;
  private volatile boolean isUnknown;

  RaftCalls(RaftClientRpc calls) {
    this.calls = calls;
  }

  /** Whether the last voter that has answered does not know the log. */
  boolean isUnknown() {
    return isUnknown;
  }

  @Override
  public RaftClientReply sendRequest(RaftClientRequest request) throws IOException {
    RaftClientReply reply;
    try {
      reply = calls.sendRequest(request);
    } catch (GroupMismatchException e) {
      isUnknown = true;
      throw new IOException("the voter " + request.getServerId() + " does not know the log", e);
    }
    isUnknown = false;
    return reply;
  }

  @Override
  public void addRaftPeers(Collection<RaftPeer> peers) {
    calls.addRaftPeers(peers);
  }

  @Override
  public boolean handleException(RaftPeerId server, Throwable failure, boolean reconnect) {
    return calls.handleException(server, failure, reconnect);
  }

  @Override
  public boolean shouldReconnect(Throwable failure) {
    return calls.shouldReconnect(failure);
  }

  @Override
  public void close() throws IOException {
    calls.close();
  }
}
