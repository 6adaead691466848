package io.leanagentic.cluster.internal.consensus;

import java.io.IOException;
import java.util.List;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;

/**
 * The engine's client of one log. It tries again, with the same number, until it is interrupted.
 */
final class RaftChannel implements LogChannel {
  private final RaftClient client;
  private final RaftCalls calls;
  private final String machine;
  private final List<String> voters;

  RaftChannel(RaftClient client, RaftCalls calls, String machine, List<String> voters) {
    this.client = client;
    this.calls = calls;
    this.machine = machine;
    this.voters = voters;
  }

  @Override
  public byte[] send(byte[] message, boolean isQuestion) throws IOException {
    Message wrapped = RaftMachine.message(message);
    RaftClientReply reply =
        isQuestion ? client.io().sendReadOnly(wrapped) : client.io().send(wrapped);
    return reply.getMessage().getContent().toByteArray();
  }

  @Override
  public String voters() {
    return voters.toString();
  }

  @Override
  public String trouble() {
    return calls.isUnknown()
        ? "a voter does not know "
            + machine
            + "; allowed: the same voters, and the machine open, on all of them"
        : "";
  }
}
