package io.leanagentic.cluster.internal.node;

import io.leanagentic.Reply;
import io.leanagentic.cluster.RemoteFailureException;
import io.leanagentic.cluster.spi.MessageFormat;

/** A question that was asked on another node. */
record Asked<R>(Reply<R> reply, MessageFormat<R> format) {

  void answer(byte[] bytes) {
    R answer;
    try {
      answer = format.decode(bytes, NoReplies.INSTANCE);
    } catch (RuntimeException e) {
      fail(new RemoteFailureException("the answer was not understood: " + e.getMessage()));
      return;
    }
    reply.send(answer);
  }

  void fail(RemoteFailureException why) {
    if (reply.isOpen()) {
      reply.fail(why);
    }
  }
}
