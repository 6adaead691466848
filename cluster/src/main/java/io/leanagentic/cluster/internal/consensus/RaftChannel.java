package io.leanagentic.cluster.internal.consensus;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.exceptions.GroupMismatchException;

/**
 * The engine's client of one log. It tries again, with the same number, until it is interrupted.
 */
final class RaftChannel implements LogChannel {
  private static final long PAUSE = 100;

  private final RaftClient client;
  private final String machine;
  private final List<String> voters;
  private volatile String trouble = "";

  RaftChannel(RaftClient client, String machine, List<String> voters) {
    this.client = client;
    this.machine = machine;
    this.voters = voters;
  }

  @Override
  public byte[] send(byte[] message, boolean isQuestion) throws IOException {
    Message wrapped = RaftMachine.message(message);
    while (true) {
      try {
        RaftClientReply reply =
            isQuestion ? client.io().sendReadOnly(wrapped) : client.io().send(wrapped);
        trouble = "";
        return reply.getMessage().getContent().toByteArray();
      } catch (GroupMismatchException e) { // it was not taken: to try again cannot apply it twice
        trouble =
            "a voter does not know "
                + machine
                + "; allowed: the same voters, and the machine open, on all of them";
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the caller has given up");
    }
  }

  @Override
  public String voters() {
    return voters.toString();
  }

  @Override
  public String trouble() {
    return trouble;
  }
}
